package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By which way mail leaves: the domain's, or else the workspace's, or else the engine's. */
class EgressTest {
  private static final Egress STANDARD = Egress.relay("relay.host.example", 587);
  private static final Egress OF_WORKSPACE =
      Egress.relay("relay.acme.example", 587).login("acme", "canary-password-of-the-workspace");
  private static final Egress OF_DOMAIN =
      Egress.relay("relay.news.example", 465).login("news", "canary-password-of-the-domain");

  private Office office;
  private DomainAdmin news;

  @BeforeEach
  void open(@TempDir Path folder) {
    office = new Office(folder, InMemoryMailStore.open(), ScriptedTransport.by(STANDARD), options -> options);
    news = office.acme.claimDomain("news.example").confirm();
    office.support.addAlias(EmailAddress.parse("support@news.example"));
  }

  @AfterEach
  void close() {
    office.close();
  }

  /** The ways of a message from the first domain, one from the second, and one of another customer. */
  private List<Egress> ways() {
    int before = office.transport.handedOver().size();
    office.session.send(OutgoingMessage.to("a@remote.example"));
    office.awaitQuiet();
    office.session.send(OutgoingMessage.to("a@remote.example").from(EmailAddress.parse("support@news.example")));
    office.awaitQuiet();
    var other = office.otherCustomer();
    other.send(OutgoingMessage.to("a@remote.example"));
    await().until(() -> office.transport.handedOver().size() == before + 3);
    return office.transport.handedOver().stream().skip(before).map(ScriptedTransport.HandedOver::egress).toList();
  }

  @Test
  void the_narrowest_way_is_taken_and_of_nobody_elses() {
    assertThat(ways()).containsExactly(STANDARD, STANDARD, STANDARD);
    office.acme.setEgress(OF_WORKSPACE);
    assertThat(ways()).containsExactly(OF_WORKSPACE, OF_WORKSPACE, STANDARD);
    news.setEgress(OF_DOMAIN);
    assertThat(ways()).containsExactly(OF_WORKSPACE, OF_DOMAIN, STANDARD);
    office.acme.removeEgress();
    assertThat(ways()).containsExactly(STANDARD, OF_DOMAIN, STANDARD);
    news.removeEgress();
    assertThat(ways()).containsExactly(STANDARD, STANDARD, STANDARD);
  }

  @Test
  void it_is_known_after_a_restart_and_a_rotation() {
    office.acme.setEgress(OF_WORKSPACE);
    office.acme.rotateEncryption();
    office = office.reopened();
    office.session.send(OutgoingMessage.to("a@remote.example"));
    office.awaitQuiet();

    assertThat(office.transport.handedOver().get(0).egress()).isEqualTo(OF_WORKSPACE);
  }

  @Test
  void its_password_is_sealed() {
    office.acme.setEgress(OF_WORKSPACE);
    byte[] kept = kept().get(0).content().toByteArray();

    assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("canary", "acme",
        "relay");
    assertThat(OF_WORKSPACE.toString()).doesNotContain("canary");
  }

  @Test
  void it_is_gone_with_the_workspace() {
    office.acme.setEgress(OF_WORKSPACE);
    office.acme.erase();

    assertThat(kept()).isEmpty();
  }

  private List<SealedRow> kept() {
    return office.room.store.read(transaction -> transaction.tenant(office.acme.scope().tenant())
        .workspace(office.acme.id())
        .sealed()
        .list(SealedRow.Kind.EGRESS, office.acme.id().value()));
  }
}
