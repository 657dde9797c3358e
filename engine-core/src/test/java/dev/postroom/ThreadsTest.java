package dev.postroom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.admin.MailboxAdmin;
import dev.postroom.id.ThreadId;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who took part in a conversation goes on with it; who only knows its Message-ID does not. */
class ThreadsTest {
  private Room room;
  private MailboxAdmin support;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    support = Room.mailbox(room.workspace("acme"), "support@acme.example");
  }

  @AfterEach
  void close() {
    room.close();
  }

  private ThreadId receive(String from, String id, String references) {
    return receive("support@acme.example", from, id, references);
  }

  private ThreadId receive(String recipient, String from, String id, String references) {
    room.receive("""
        From: %s
        To: support@acme.example
        Cc: Carl <carl@third.example>
        Message-ID: <%s@remote.example>
        %sSubject: s

        text
        """.formatted(from, id, references), recipient);
    return support.session().list(MessageQuery.all()).items().get(0).thread();
  }

  private static String inReplyTo(String id) {
    return "In-Reply-To: <" + id + "@remote.example>\n";
  }

  private static String references(String... ids) {
    return "References: " + Arrays.stream(ids)
        .map(id -> "<" + id + "@remote.example>")
        .collect(Collectors.joining("\n ")) + "\n";
  }

  @Test
  void an_author_goes_on_with_the_own_thread_by_either_field() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    assertThat(receive("Ann <ANN@remote.example>", "2", inReplyTo("1"))).isEqualTo(thread);
    assertThat(receive("ann@remote.example", "3", references("1", "2"))).isEqualTo(thread);
    assertThat(receive("ann@remote.example", "4", references("nobody", "1"))).isEqualTo(thread);
    assertThat(support.session().list(MessageQuery.all().inThread(thread))).hasSize(4);
  }

  @Test
  void a_recipient_of_a_message_goes_on_with_its_thread() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    assertThat(receive("carl@third.example", "2", inReplyTo("1"))).isEqualTo(thread);
  }

  @Test
  void a_stranger_who_names_a_message_begins_another_thread_and_brings_nobody_else_into_it() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    ThreadId strangers = receive("eve@evil.example", "2", inReplyTo("1"));
    assertThat(strangers).isNotEqualTo(thread);
    assertThat(receive("ann@remote.example", "3", references("2", "1"))).isEqualTo(thread);
  }

  @Test
  void a_new_message_begins_a_thread() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    assertThat(receive("ann@remote.example", "2", "")).isNotEqualTo(thread);
    assertThat(receive("ann@remote.example", "3", references("unknown"))).isNotEqualTo(thread);
  }

  @Test
  void threads_go_on_across_a_rotation() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    support.rotateEncryption();
    assertThat(receive("ann@remote.example", "2", inReplyTo("1"))).isEqualTo(thread);
  }

  @Test
  void of_many_references_the_last_fifty_count() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    String[] fifty = IntStream.range(0, 50).mapToObj(i -> "r" + i).toArray(String[]::new);
    String[] withFirst = fifty.clone();
    withFirst[0] = "1";
    assertThat(receive("ann@remote.example", "2", references(withFirst))).isEqualTo(thread);
    String[] oneMore = IntStream.range(0, 51).mapToObj(i -> i == 0 ? "1" : "r" + i).toArray(String[]::new);
    assertThat(receive("ann@remote.example", "3", references(oneMore))).isNotEqualTo(thread);
  }

  @Test
  void the_same_message_id_in_another_mailbox_is_another_matter() {
    ThreadId thread = receive("ann@remote.example", "1", "");
    MailboxAdmin other = Room.mailbox(room.workspace("globex"), "info@globex.example");
    receive("info@globex.example", "ann@remote.example", "2", inReplyTo("1"));
    MessageSummary theirs = other.session().list(MessageQuery.all()).items().get(0);
    assertThat(theirs.thread()).isNotEqualTo(thread);
    assertThat(other.session().list(MessageQuery.all().inThread(thread))).isEmpty();
  }
}
