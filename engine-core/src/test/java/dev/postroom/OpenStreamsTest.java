package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
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

/** What is open is read on only while it may be read. */
class OpenStreamsTest {
  private static final String LETTER = """
      From: customer@remote.example
      To: support@acme.example
      Subject: Hello
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b
      Content-Type: text/plain

      Hello
      --b
      Content-Type: application/octet-stream
      Content-Disposition: attachment; filename=a.bin

      %s
      --b--
      """;

  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private IssuedKey key;
  private MailboxSession holder;
  private MessageSummary message;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
    room.receive(LETTER.formatted("0123456789\n".repeat(30_000)), "support@acme.example");
    key = support.issueKey("key", Role.READ_WRITE);
    holder = room.engine.keyedAccess().openMailbox(key.key());
    message = holder.list(MessageQuery.all()).items().getFirst();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private static void assertCutShort(InputStream open, FailureReason reason) {
    assertFails(reason, open::readAllBytes);
    assertFails(reason, open::read);
  }

  @Test
  void with_the_key_ends_what_it_has_opened() throws IOException {
    try (InputStream raw = holder.openRaw(message.id());
        InputStream attachment = holder.openAttachment(message.id(), "2")) {
      assertThat(raw.read()).isEqualTo('F');
      assertThat(attachment.read()).isEqualTo('0');
      support.revokeKey(key.id());
      assertCutShort(raw, FailureReason.KEY_REVOKED);
      assertCutShort(attachment, FailureReason.KEY_REVOKED);
    }
  }

  @Test
  void no_more_than_a_stretch_is_read_of_a_place_that_is_suspended() throws IOException {
    try (InputStream raw = holder.openRaw(message.id())) {
      acme.suspend();
      assertThat(raw.readNBytes(64 << 10)).hasSize(64 << 10);
      assertCutShort(raw, FailureReason.SUSPENDED);
    }
  }

  @Test
  void nothing_more_is_read_of_a_place_that_is_erased() throws IOException {
    try (InputStream raw = support.session().openRaw(message.id())) {
      acme.erase();
      assertCutShort(raw, FailureReason.NOT_FOUND);
    }
  }

  @Test
  void a_message_that_is_deleted_is_read_to_its_end() throws IOException {
    try (InputStream raw = holder.openRaw(message.id())) {
      holder.delete(message.id());
      assertThat(raw.readAllBytes()).hasSize((int) message.size());
    }
  }
}
