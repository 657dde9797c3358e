package dev.postroom;

import static dev.postroom.Outcomes.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.FailureReason;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageCursor;
import dev.postroom.session.MailboxSession;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mailbox is listed by what is asked for, a page at a time. */
class MessageListTest {
  private Room room;
  private WorkspaceAdmin acme;
  private MailboxAdmin support;
  private MailboxSession inbox;

  @BeforeEach
  void open(@TempDir Path folder) {
    room = new Room(folder);
    acme = room.workspace("acme");
    support = Room.mailbox(acme, "support@acme.example");
    inbox = support.session();
  }

  @AfterEach
  void close() {
    room.close();
  }

  private void receive(String from, String to, String subject) {
    room.receive("From: %s\nTo: %s\nSubject: %s\n\ntext\n".formatted(from, to, subject), "support@acme.example");
  }

  private List<String> subjects(MessageQuery query) {
    return inbox.list(query).items().stream().map(MessageSummary::subject).toList();
  }

  private static EmailAddress at(String address) {
    return EmailAddress.parse(address);
  }

  @Test
  void flags_choose_what_is_listed() {
    IntStream.range(0, 4).forEach(i -> receive("a@b.example", "support@acme.example", "m" + i));
    List<MessageSummary> all = inbox.list(MessageQuery.all()).items();
    inbox.markRead(all.get(0).id());
    inbox.archive(all.get(1).id());
    inbox.markRead(all.get(2).id());
    inbox.archive(all.get(2).id());

    assertThat(subjects(MessageQuery.all())).containsExactly("m3", "m2", "m1", "m0");
    assertThat(subjects(MessageQuery.inbox())).containsExactly("m3", "m0");
    assertThat(subjects(MessageQuery.unread())).containsExactly("m0");
    assertThat(subjects(MessageQuery.archived())).containsExactly("m2", "m1");
    inbox.unarchive(all.get(1).id());
    inbox.markUnread(all.get(0).id());
    assertThat(subjects(MessageQuery.unread())).containsExactly("m3", "m2", "m0");
  }

  @Test
  void times_choose_with_their_beginning_and_without_their_end() {
    for (int i = 0; i < 3; i++) {
      receive("a@b.example", "support@acme.example", "m" + i);
      room.clock.advance(Duration.ofMinutes(1));
    }
    Instant second = Room.OPENING.plusSeconds(60);
    assertThat(subjects(MessageQuery.all().since(second))).containsExactly("m2", "m1");
    assertThat(subjects(MessageQuery.all().until(second))).containsExactly("m0");
    assertThat(subjects(MessageQuery.all().since(second).until(second.plusSeconds(60)))).containsExactly("m1");
    assertThat(subjects(MessageQuery.all().since(second.plusMillis(1)).until(second))).isEmpty();
  }

  @Test
  void correspondents_are_found_by_their_whole_address_whatever_its_case() {
    receive("Ann <Ann@Remote.Example>", "support@acme.example, Bob <bob@other.example>", "one");
    receive("bob@other.example, ann@remote.example", "Support <SUPPORT@acme.example>", "two");
    receive("ann@remote.example.org", "list@other.example", "three");

    assertThat(subjects(MessageQuery.all().from(at("ANN@remote.example")))).containsExactly("two", "one");
    assertThat(subjects(MessageQuery.all().from(at("bob@OTHER.example")))).containsExactly("two");
    assertThat(subjects(MessageQuery.all().to(at("bob@other.example")))).containsExactly("one");
    assertThat(subjects(MessageQuery.all().to(at("support@acme.example")))).containsExactly("three", "two", "one");
    assertThat(subjects(MessageQuery.all().from(at("ann@remote.example")).to(at("bob@other.example"))))
        .containsExactly("one");
    assertThat(subjects(MessageQuery.all().from(at("an@remote.example")))).isEmpty();
  }

  @Test
  void correspondents_are_found_across_rotations_of_every_key() {
    receive("ann@remote.example", "support@acme.example", "one");
    support.rotateEncryption();
    receive("ann@remote.example", "support@acme.example", "two");
    support.rotateEncryption();
    acme.rotateEncryption();
    receive("ann@remote.example", "support@acme.example", "three");

    assertThat(subjects(MessageQuery.all().from(at("ann@remote.example")))).containsExactly("three", "two", "one");
  }

  @Test
  void all_of_many_messages_are_listed_once_by_pages_of_at_most_five_hundred() {
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      receive("a@b.example", "support@acme.example", "m" + i);
      sent.add("m" + i);
    }
    Collections.reverse(sent);
    List<String> listed = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    Page<MessageSummary> page = inbox.list(MessageQuery.all().limit(500));
    while (true) {
      page.forEach(message -> listed.add(message.subject()));
      sizes.add(page.items().size());
      if (page.next().isEmpty()) {
        break;
      }
      page = inbox.list(MessageQuery.all().limit(500).after(page.next().get()));
    }
    assertThat(listed).isEqualTo(sent);
    assertThat(sizes).containsExactly(500, 500, 200);
    assertFails(FailureReason.INVALID_INPUT, () -> MessageQuery.all().limit(501));
    assertFails(FailureReason.INVALID_INPUT, () -> MessageQuery.all().limit(0));
  }

  @Test
  void a_call_looks_at_no_more_than_two_thousand_messages_and_says_where_to_go_on() {
    receive("a@b.example", "support@acme.example", "oldest");
    room.clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 2_000; i++) {
      receive("a@b.example", "support@acme.example", "m" + i);
    }
    MessageQuery early = MessageQuery.all().until(Room.OPENING.plusSeconds(1));
    Page<MessageSummary> first = inbox.list(early);
    assertThat(first).isEmpty();
    Page<MessageSummary> second = inbox.list(early.after(first.next().orElseThrow()));
    assertThat(second).extracting(MessageSummary::subject).containsExactly("oldest");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void what_comes_and_goes_between_two_pages_neither_repeats_nor_hides_the_rest() {
    IntStream.range(0, 6).forEach(i -> receive("a@b.example", "support@acme.example", "m" + i));
    Page<MessageSummary> first = inbox.list(MessageQuery.all().limit(2));
    receive("a@b.example", "support@acme.example", "new");
    inbox.delete(first.items().get(1).id());
    assertThat(subjects(MessageQuery.all().after(first.next().orElseThrow()))).containsExactly("m3", "m2", "m1", "m0");
  }

  @Test
  void a_cursor_that_was_altered_in_any_place_is_refused() {
    IntStream.range(0, 3).forEach(i -> receive("a@b.example", "support@acme.example", "m" + i));
    String cursor = inbox.list(MessageQuery.all().limit(1)).next().orElseThrow().text();

    for (int i = 0; i < cursor.length(); i++) {
      char other = cursor.charAt(i) == 'A' ? 'B' : 'A';
      for (char replacement : new char[]{other, next(cursor.charAt(i))}) {
        String altered = cursor.substring(0, i) + replacement + cursor.substring(i + 1);
        assertFails(FailureReason.INVALID_CURSOR, () -> inbox.list(MessageQuery.all().after(new PageCursor(altered))));
      }
    }
    for (String text : List.of("", "x", cursor + "A", cursor + "=", cursor.substring(1), "ü", cursor + "\n")) {
      assertFails(FailureReason.INVALID_CURSOR, () -> inbox.list(MessageQuery.all().after(new PageCursor(text))));
    }
  }

  private static char next(char digit) {
    String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    return digits.charAt((digits.indexOf(digit) + 1) % digits.length());
  }

  @Test
  void a_cursor_of_another_mailbox_or_query_is_refused_and_of_another_limit_is_not() {
    IntStream.range(0, 3).forEach(i -> receive("a@b.example", "support@acme.example", "m" + i));
    PageCursor cursor = inbox.list(MessageQuery.all().limit(1)).next().orElseThrow();
    MailboxSession other = Room.mailbox(acme, "sales@acme.example").session();

    assertFails(FailureReason.INVALID_CURSOR, () -> other.list(MessageQuery.all().after(cursor)));
    for (MessageQuery query : List.of(MessageQuery.unread(), MessageQuery.inbox(), MessageQuery.archived(),
        MessageQuery.all().since(Room.OPENING), MessageQuery.all().until(Room.OPENING),
        MessageQuery.all().from(at("a@b.example")), MessageQuery.all().to(at("a@b.example")))) {
      assertFails(FailureReason.INVALID_CURSOR, () -> inbox.list(query.after(cursor)));
    }
    assertThat(subjects(MessageQuery.all().limit(100).after(cursor))).containsExactly("m1", "m0");
  }
}
