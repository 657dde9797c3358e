package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.PlatformDomainAdmin;
import dev.postroom.core.dkim.PlainVerifier;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.DnsRecord.Purpose;
import dev.postroom.tenancy.DnsRecords;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail from mailboxes on the platform's domain leaves with a signature of that domain. */
class PlatformSignatureTest {
  private final Map<String, String> published = new HashMap<>();

  @TempDir
  Path folder;

  private void publish(DnsRecords records) {
    published.clear();
    records.records()
        .stream()
        .filter(record -> record.purpose() == Purpose.DKIM)
        .forEach(record -> published.put(record.name().value(), record.value()));
  }

  private List<Boolean> verified(String message) throws GeneralSecurityException {
    return new PlainVerifier(published).verify(message.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String sent(ScriptedTransport transport, MailboxAdmin from, Room room) {
    int before = transport.handedOver().size();
    room.engine.keyedAccess()
        .openMailbox(from.issueKey("agent", Role.READ_WRITE).key())
        .send(OutgoingMessage.to("ann@remote.example").subject("Hello").text("It works."));
    await().until(() -> transport.handedOver().size() > before);
    return transport.handedOver().get(before).content();
  }

  @Test
  void every_workspaces_mail_verifies_by_what_the_operator_publishes() throws GeneralSecurityException {
    try (Office office = new Office(folder)) {
      PlatformDomainAdmin domain = office.room.engine.addPlatformDomain("mail.example");
      MailboxAdmin acme = office.acme.createMailbox(NewMailbox.at("acme@mail.example"));
      MailboxAdmin globex = office.room.workspace("globex").createMailbox(NewMailbox.at("globex@mail.example"));
      assertThat(verified(sent(office.transport, acme, office.room))).as("before there are keys").isEmpty();

      publish(domain.dnsRecords());
      for (MailboxAdmin mailbox : List.of(acme, globex)) {
        String message = sent(office.transport, mailbox, office.room);
        assertThat(message).contains("d=mail.example;").doesNotContain("d=acme.example");
        assertThat(verified(message)).containsExactly(true, true);
        assertThat(verified(message.replace("It works.", "It fails."))).containsExactly(false, false);
      }
      assertThat(sent(office.transport, office.support, office.room)).as("the domain of the workspace")
          .doesNotContain("d=mail.example");
    }
  }

  @Test
  void mail_verifies_while_keys_are_rotated() throws GeneralSecurityException {
    try (Office office = new Office(folder)) {
      PlatformDomainAdmin domain = office.room.engine.addPlatformDomain("mail.example");
      MailboxAdmin acme = office.acme.createMailbox(NewMailbox.at("acme@mail.example"));
      domain.dnsRecords();
      String before = sent(office.transport, acme, office.room);
      publish(domain.rotateDkim());
      String waiting = sent(office.transport, acme, office.room);
      domain.activateDkim();
      String after = sent(office.transport, acme, office.room);

      for (String message : List.of(before, waiting, after)) {
        assertThat(verified(message)).containsExactly(true, true);
      }
      assertThat(selectors(waiting)).isEqualTo(selectors(before));
      assertThat(selectors(after)).hasSize(2).doesNotContainAnyElementsOf(selectors(before));
    }
  }

  private static List<String> selectors(String message) {
    return message.lines()
        .filter(line -> line.strip().startsWith("s="))
        .map(line -> line.strip().replaceAll(";.*", ""))
        .toList();
  }

  @Test
  void the_same_keys_sign_after_a_restart_under_another_master_key() throws GeneralSecurityException {
    MasterKey former = MasterKeyFile.createIfAbsent(folder.resolve("former.key"));
    MasterKey next = MasterKeyFile.createIfAbsent(folder.resolve("next.key"));
    InMemoryMailStore store = InMemoryMailStore.open();
    try (Room room = room(store, former, ScriptedTransport.direct(), options -> options)) {
      publish(room.engine.addPlatformDomain("mail.example").dnsRecords());
      room.workspace("acme").createMailbox(NewMailbox.at("acme@mail.example"));
    }
    InMemoryMailStore again = store.reopen();
    try (Room room =
        room(again, next, ScriptedTransport.direct(), options -> options.formerMasterKey(former))) {
      room.engine.rewrapUnderMasterKey();
    }
    ScriptedTransport transport = ScriptedTransport.direct();
    try (Room room = room(again.reopen(), next, transport, options -> options)) {
      MailboxAdmin acme = room.workspace("acme").createMailbox(NewMailbox.at("acme@mail.example"));

      assertThat(verified(sent(transport, acme, room))).containsExactly(true, true);
      List<String> records = room.engine.addPlatformDomain("mail.example")
          .dnsRecords()
          .records()
          .stream()
          .map(DnsRecord::value)
          .toList();
      assertThat(records).containsAll(published.values());
    }
  }

  private Room room(InMemoryMailStore store, MasterKey key, ScriptedTransport transport,
      UnaryOperator<MailEngineBuilder> options) {
    return new Room(store, key, builder -> options.apply(builder.spoolFolder(folder).deliverBy(transport)));
  }
}
