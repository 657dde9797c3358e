package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.id.MessageId;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.message.PartDisposition;
import dev.postroom.session.MailboxSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message is read: who, what, and what hangs on it. */
class MessageReadingTest {
  private static final String MAIL = """
      From: =?utf-8?q?J=C3=BCrgen?= <juergen@remote.example>
      Reply-To: answers@remote.example
      To: Support <support@acme.example>, odd
      Cc: carl@third.example
      Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
      Date: Fri, 20 Nov 2026 10:00:00 +0100
      Message-ID: <m1@remote.example>
      References: <m0@remote.example>
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=o

      --o
      Content-Type: multipart/alternative; boundary=i

      --i
      Content-Type: text/plain; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      Gr=C3=BC=C3=9Fe!
      --i
      Content-Type: text/html; charset=utf-8

      <p>Grüße!</p>
      --i--
      --o
      Content-Type: text/csv; name="zahlen.csv"
      Content-Disposition: attachment; filename="zahlen.csv"
      Content-Transfer-Encoding: base64

      MTsyOzMK
      --o--
      """;

  private Room room;
  private MailboxAdmin support;
  private MailboxSession inbox;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
    inbox = support.session();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private MessageId receive(String message) {
    room.receive(message, "support@acme.example");
    return inbox.list(MessageQuery.all()).items().get(0).id();
  }

  @Test
  void a_list_shows_the_header_the_beginning_and_what_hangs_on_it() {
    receive(MAIL);
    MessageSummary summary = inbox.list(MessageQuery.all()).items().get(0);

    assertThat(summary.subject()).isEqualTo("Grüße");
    assertThat(summary.from()).extracting(who -> who.display()).containsExactly("Jürgen");
    assertThat(summary.to()).extracting(who -> who.written()).containsExactly("support@acme.example", "odd");
    assertThat(summary.cc()).hasSize(1);
    assertThat(summary.date()).contains(Instant.parse("2026-11-20T09:00:00Z"));
    assertThat(summary.receivedAt()).isEqualTo(Room.OPENING);
    assertThat(summary.snippet()).isEqualTo("Grüße!");
    assertThat(summary.size()).isEqualTo(Room.octets(MAIL).length);
    assertThat(summary.isUnread()).isTrue();
    assertThat(summary.attachments()).containsExactly(new AttachmentInfo("2", Optional.of("zahlen.csv"), "text/csv",
        PartDisposition.ATTACHMENT, Optional.empty(), 8));
    assertThat(summary.toString()).doesNotContain("Grüße", "remote", "zahlen");
  }

  @Test
  void reading_gives_both_texts_and_marks_nothing() {
    MessageId id = receive(MAIL);
    Message message = inbox.read(id);

    assertThat(message.text().orElseThrow().content()).isEqualTo("Grüße!");
    assertThat(message.html().orElseThrow().content()).isEqualTo("<p>Grüße!</p>");
    assertThat(message.internetMessageId()).contains("<m1@remote.example>");
    assertThat(message.references()).containsExactly("<m0@remote.example>");
    assertThat(message.replyTo()).extracting(who -> who.written()).containsExactly("answers@remote.example");
    assertThat(inbox.list(MessageQuery.unread())).hasSize(1);
    assertThat(message.toString() + message.text()).doesNotContain("Grüße", "remote");
  }

  @Test
  void parts_are_opened_by_their_number_and_others_are_not_found() throws IOException {
    MessageId id = receive(MAIL);
    assertThat(part(id, "2")).isEqualTo("1;2;3\n");
    assertThat(part(id, "1.1")).isEqualTo("Grüße!");
    for (String part : List.of("", "0", "3", "1", "2.1", "1.3", "x", "../2")) {
      assertFails(FailureReason.NOT_FOUND, () -> inbox.openAttachment(id, part));
    }
  }

  private String part(MessageId id, String part) throws IOException {
    try (InputStream content = inbox.openAttachment(id, part)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_message_of_another_mailbox_or_none_is_not_found() {
    MessageId id = receive(MAIL);
    MailboxSession other = Room.mailbox(room.workspace("acme"), "sales@acme.example").session();
    for (MessageId absent : List.of(id, new MessageId(UUID.randomUUID()))) {
      assertFails(FailureReason.NOT_FOUND, () -> other.read(absent));
      assertFails(FailureReason.NOT_FOUND, () -> other.openRaw(absent));
      assertFails(FailureReason.NOT_FOUND, () -> other.openAttachment(absent, "2"));
      assertFails(FailureReason.NOT_FOUND, () -> other.markRead(absent));
      assertFails(FailureReason.NOT_FOUND, () -> other.archive(absent));
      assertFails(FailureReason.NOT_FOUND, () -> other.delete(absent));
    }
    inbox.read(id);
  }

  @Test
  void what_is_deleted_is_counted_out_and_an_open_stream_goes_on() throws IOException {
    MessageId id = receive(MAIL);
    try (InputStream open = inbox.openRaw(id)) {
      inbox.delete(id);
      assertThat(open.readAllBytes()).isEqualTo(Room.octets(MAIL));
    }
    assertThat(support.describe().messages()).isZero();
    assertThat(support.describe().usedOctets()).isZero();
    assertFails(FailureReason.NOT_FOUND, () -> inbox.delete(id));
  }

  @Test
  void the_reading_half_is_no_session_and_reads_the_same() {
    MessageId id = receive(MAIL);
    assertThat(inbox.readOnly()).isNotInstanceOf(MailboxSession.class);
    assertThat(inbox.readOnly().read(id)).isEqualTo(inbox.read(id));
    assertThat(inbox.readOnly().id()).isEqualTo(support.id());
  }
}
