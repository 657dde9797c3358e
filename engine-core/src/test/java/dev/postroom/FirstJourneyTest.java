package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.AuthenticationException;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.SuspendedException;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.RejectReason;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.session.MailboxSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way once: provision, receive, read with a key, and lose it again. */
class FirstJourneyTest {
  private Room room;
  private TenantAdmin tenant;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private IssuedKey key;

  @BeforeEach
  void provision(@TempDir Path folder) {
    room = new Room(folder);
    tenant = room.engine.tenants().create("my-product");
    acme = tenant.createWorkspace("acme", "Acme Corp");
    DomainAdmin domain = acme.claimDomain("acme.example").confirm();
    support = domain.createMailbox("support");
    key = support.issueKey("support agent", Role.READ_WRITE);
  }

  @AfterEach
  void close() {
    room.close();
  }

  private MailboxSession inbox() {
    return room.engine.keyedAccess().openMailbox(ApiKey.parse(key.secret()));
  }

  @Test
  void what_was_received_is_read_with_the_key() throws IOException {
    String letter = Room.letter("Hello", "It is broken.");
    assertThat(room.receive(letter, "support@acme.example")).singleElement().isInstanceOf(Disposition.Stored.class);

    MessageSummary summary = inbox().list(MessageQuery.unread()).items().get(0);
    assertThat(summary.subject()).isEqualTo("Hello");
    assertThat(summary.snippet()).isEqualTo("It is broken.");
    Message message = inbox().read(summary.id());
    assertThat(message.text().orElseThrow().content()).isEqualTo("It is broken.\n");
    assertThat(message.trace().sender().toString()).isEqualTo("<customer@remote.example>");
    try (InputStream raw = inbox().openRaw(summary.id())) {
      assertThat(raw.readAllBytes()).isEqualTo(Room.octets(letter));
    }
  }

  @Test
  void reading_archiving_and_deleting_change_what_is_listed() {
    room.receive(Room.letter("One", "1"), "support@acme.example");
    MessageSummary one = inbox().list(MessageQuery.inbox()).items().get(0);

    inbox().markRead(one.id());
    assertThat(inbox().list(MessageQuery.unread())).isEmpty();
    inbox().archive(one.id());
    assertThat(inbox().list(MessageQuery.inbox())).isEmpty();
    assertThat(inbox().list(MessageQuery.archived())).hasSize(1);
    inbox().delete(one.id());
    assertThat(inbox().list(MessageQuery.all())).isEmpty();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> inbox().read(one.id()));
  }

  @Test
  void unknown_recipients_are_rejected_and_tags_are_routed() {
    assertThat(room.receive(Room.letter("a", "b"), "nobody@acme.example", "Support+tag@ACME.example"))
        .satisfiesExactly(
            unknown -> assertThat(unknown).isInstanceOfSatisfying(Disposition.Rejected.class,
                rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.NO_SUCH_MAILBOX)),
            tagged -> assertThat(tagged).isInstanceOf(Disposition.Stored.class));
  }

  @Test
  void a_key_of_one_customer_finds_nothing_of_another() {
    room.receive(Room.letter("Secret", "of Acme"), "support@acme.example");
    MessageSummary secret = inbox().list(MessageQuery.all()).items().get(0);
    WorkspaceAdmin globex = tenant.createWorkspace("globex", "Globex");
    MailboxAdmin sales = globex.claimDomain("globex.example").confirm().createMailbox("sales");
    MailboxSession other = room.engine.keyedAccess().openMailbox(sales.issueKey("sales", Role.MANAGEMENT).key());

    assertThat(other.list(MessageQuery.all())).isEmpty();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> other.read(secret.id()));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> globex.openMailbox(support.id()));
  }

  @Test
  void a_revoked_key_is_refused_on_the_next_call_of_an_open_session() {
    MailboxSession open = inbox();
    support.revokeKey(key.id());
    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(() -> open.list(MessageQuery.all()));
    assertThatExceptionOfType(AuthenticationException.class).isThrownBy(this::inbox);
  }

  @Test
  void a_suspended_workspace_refuses_keys_and_defers_mail_until_it_is_resumed() {
    acme.suspend();
    assertThatExceptionOfType(SuspendedException.class).isThrownBy(this::inbox);
    assertThat(room.receive(Room.letter("a", "b"), "support@acme.example")).singleElement()
        .isInstanceOfSatisfying(Disposition.Deferred.class,
            deferred -> assertThat(deferred.reason()).isEqualTo(DeferReason.SUSPENDED));
    acme.resume();
    assertThat(room.receive(Room.letter("a", "b"), "support@acme.example")).singleElement()
        .isInstanceOf(Disposition.Stored.class);
  }

  @Test
  void an_erased_mailbox_is_gone_and_its_address_revives_nothing() {
    room.receive(Room.letter("a", "b"), "support@acme.example");
    support.erase();
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(support::describe);
    assertThat(room.receive(Room.letter("a", "b"), "support@acme.example")).singleElement()
        .isInstanceOf(Disposition.Rejected.class);

    MailboxAdmin again = acme.findDomain("acme.example").orElseThrow().createMailbox("support");
    assertThat(again.id()).isNotEqualTo(support.id());
    assertThat(again.session().list(MessageQuery.all())).isEmpty();
    assertThatExceptionOfType(Exception.class).isThrownBy(this::inbox);
  }

  @Test
  void what_was_sealed_before_a_rotation_still_opens() {
    room.receive(Room.letter("before", "rotation"), "support@acme.example");
    support.rotateEncryption();
    acme.rotateEncryption();
    tenant.rotateEncryption();
    room.engine.rewrapUnderMasterKey();
    room.receive(Room.letter("after", "rotation"), "support@acme.example");
    assertThat(inbox().list(MessageQuery.all())).extracting(MessageSummary::subject).containsExactly("after", "before");
  }

  @Test
  void creating_again_returns_the_same_also_after_a_rename() {
    acme.rename("Acme Incorporated");
    assertThat(tenant.createWorkspace("acme", "Acme Corp").id()).isEqualTo(acme.id());
    assertThat(acme.claimDomain("ACME.example").confirm().createMailbox("support").id()).isEqualTo(support.id());
  }
}
