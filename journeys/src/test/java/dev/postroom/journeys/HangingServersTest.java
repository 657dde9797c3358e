package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.MailEngineBuilder;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpClientLimits;
import dev.postroom.smtp.SmtpDirect;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HangingServersTest {
  private static final int DOMAINS = 12;
  private static final int LETTERS = 20;

  @TempDir
  Path folder;

  private final ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
  private final ScriptedDns dns = ScriptedDns.empty();

  @Test
  void mail_of_others_leaves_while_all_the_servers_that_one_customer_writes_to_hang() {
    leadsHere("sound.example");
    try (peer; House house = House.open(folder, this::direct)) {
      MailboxSession big = house.inbox();
      for (int domain = 0; domain < DOMAINS; domain++) {
        leadsHere("d" + domain + ".tarpit.example");
        for (int i = 0; i < LETTERS; i++) {
          String recipient = "r" + i + "@d" + domain + ".tarpit.example";
          peer.recipient(recipient, Reaction.hang());
          big.send(OutgoingMessage.to(recipient).subject("Hello").text("Are you there?"));
        }
      }
      int most = SmtpClientLimits.defaults().maxConnections();
      await().until(() -> peer.hanging() == most / 4);

      house.engine()
          .tenants()
          .create("my-product")
          .createWorkspace("globex", "Globex")
          .claimDomain("globex.example")
          .confirm()
          .createMailbox("info")
          .session()
          .send(OutgoingMessage.to("somebody@sound.example").subject("Hello").text("How are you?"));
      await().until(() -> !peer.taken().isEmpty());

      assertThat(peer.hanging()).isEqualTo(most / 4);
      assertThat(peer.taken()).hasSize(1);
    }
  }

  /** A domain whose mail goes to the peer. */
  private void leadsHere(String domain) {
    dns.records(domain, DnsType.A, "127.0.0.1");
  }

  private MailEngineBuilder direct(MailEngineBuilder builder) {
    return builder.dns(dns)
        .mailHost("mx.postroom.example")
        .deliverBy(SmtpDirect.toMailExchangers()
            .exchangerPort(peer.port())
            .allowPrivateAddresses()
            .limits(SmtpClientLimits.defaults().close(Duration.ZERO)));
  }
}
