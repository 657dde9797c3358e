package dev.postroom;

import static dev.postroom.Outcomes.STORED;
import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Permission;
import dev.postroom.access.Role;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.inbound.RejectReason;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.tenancy.DnsRecord;
import dev.postroom.tenancy.Domain;
import dev.postroom.tenancy.DomainVerification;
import dev.postroom.tenancy.NewKey;
import dev.postroom.tenancy.NewMailbox;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A customer brings a domain of his own, by his key alone. */
class DomainVerificationTest {
  private final ScriptedDns dns = ScriptedDns.empty();
  private Room room;
  private WorkspaceAdmin acme;
  private WorkspaceSession session;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(InMemoryMailStore.open(), Room.masterKey(folder),
        builder -> builder.spoolFolder(folder).dns(dns).mailHost("MX.Host.example."));
    acme = room.workspace("acme");
    IssuedKey key = acme.issueKey("console", Role.MANAGEMENT);
    session = room.engine.keyedAccess().openWorkspace(key.key());
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void a_holder_claims_publishes_verifies_and_receives() {
    Heard heard = new Heard();
    session.subscribe(EventQuery.fromNow(), heard);
    Domain claim = session.claimDomain("acme.example");
    session.createMailbox(NewMailbox.at("support@acme.example"));
    assertThat(Outcomes.of(room.receive(Room.letter("Early", "text"), "support@acme.example")))
        .containsExactly(Outcomes.rejected(RejectReason.NO_SUCH_MAILBOX));
    assertThat(session.verifyDomain(claim.id()).isConfirmed()).isFalse();

    for (DnsRecord record : session.domainRecords(claim.id()).records()) {
      dns.records(record.name().value(), record.type(), record.value());
    }
    dns.records("acme.example", DnsType.TXT, "v=spf1 mx -all");
    DomainVerification verification = session.verifyDomain(claim.id());

    assertThat(verification.isConfirmed()).isTrue();
    assertThat(verification.isComplete()).isTrue();
    assertThat(Outcomes.of(room.receive(Room.letter("Late", "text"), "support@acme.example"))).containsExactly(STORED);
    heard.awaitTypes(EventType.DOMAIN_CLAIMED, EventType.CREATED, EventType.DOMAIN_CONFIRMED,
        EventType.MESSAGE_RECEIVED);
  }

  @Test
  void the_mail_host_is_written_as_a_name_and_the_operator_is_told_the_same() {
    Domain claim = session.claimDomain("acme.example");

    assertThat(session.domainRecords(claim.id()).zoneText()).contains("IN MX 10 mx.host.example.\n");
    assertThat(acme.openDomain(claim.id()).dnsRecords()).isEqualTo(session.domainRecords(claim.id()));
  }

  @Test
  void a_relay_without_a_mail_host_is_told_of_in_the_spf_record_alone(@TempDir Path folder) {
    try (Room relayed = new Room(InMemoryMailStore.open(), Room.masterKey(folder),
        builder -> builder.spoolFolder(folder).dns(dns).spfInclude("_SPF.Relay.example."))) {
      String zone = relayed.workspace("acme").claimDomain("acme.example").dnsRecords().zoneText();

      assertThat(zone).contains("\"v=spf1 include:_spf.relay.example ~all\"").doesNotContain(" MX ");
    }
  }

  @Test
  void without_the_permission_nothing_is_told_or_looked_up() {
    Domain claim = session.claimDomain("acme.example");
    Set<Permission> others = EnumSet.complementOf(EnumSet.of(Permission.MANAGE_DOMAINS));
    WorkspaceSession reader = room.engine.keyedAccess()
        .openWorkspace(acme.issueKey(new NewKey("reader", others, Optional.empty())).key());

    assertFails(FailureReason.PERMISSION_MISSING, () -> reader.domainRecords(claim.id()));
    assertFails(FailureReason.PERMISSION_MISSING, () -> reader.verifyDomain(claim.id()));
    assertThat(dns.asked()).isEmpty();
  }

  @Test
  void a_claim_of_others_is_not_found_and_a_suspended_workspace_publishes_nothing() {
    WorkspaceAdmin globex = room.workspace("globex");
    Domain claim = session.claimDomain("acme.example");

    assertFails(FailureReason.NOT_FOUND, () -> globex.session().domainRecords(claim.id()));
    assertFails(FailureReason.NOT_FOUND, () -> globex.session().verifyDomain(claim.id()));
    acme.suspend();
    assertFails(FailureReason.SUSPENDED, () -> session.domainRecords(claim.id()));
    assertFails(FailureReason.SUSPENDED, () -> session.verifyDomain(claim.id()));
  }

  @Test
  void options_are_said_once_and_a_mail_host_is_a_host_name(@TempDir Path folder) {
    MailEngineBuilder builder = MailEngine.builder(InMemoryMailStore.open(), Room.masterKey(folder));

    assertFails(FailureReason.INVALID_INPUT, () -> builder.mailHost("no host"));
    assertFails(FailureReason.INVALID_INPUT, () -> builder.mailHost("mx.example").mailHost("mx.example"));
    assertFails(FailureReason.INVALID_INPUT, () -> builder.spfInclude("no name"));
    assertFails(FailureReason.INVALID_INPUT, () -> builder.spfInclude("a.example").spfInclude("a.example"));
    assertFails(FailureReason.INVALID_INPUT, () -> builder.dns(dns).dns(dns));
  }
}
