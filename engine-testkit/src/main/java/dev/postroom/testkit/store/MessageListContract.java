package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.spi.store.Token;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of lists of messages: their order, their pages, and every condition alone and together. */
public interface MessageListContract extends StoreUnderTest {

  @Test
  default void messages_are_listed_newest_first_by_id_whatever_the_order_they_came_in() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<MessageId> ids = new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> room().ids().message()).toList());
    List<MessageId> newestFirst = ids.reversed().stream().toList();
    Collections.shuffle(ids, new Random(1));
    ids.forEach(id -> room().post().id(id).to(inbox));

    assertThat(list(inbox, Selection.all())).containsExactlyElementsOf(newestFirst);
    assertThat(list(inbox, Selection.first(7))).containsExactlyElementsOf(newestFirst.subList(0, 7));
  }

  @Test
  default void ids_are_compared_as_unsigned_numbers_of_128_bits() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    List<MessageId> ascending = IntStream.range(0, 16)
        .mapToObj(i -> new UUID((long) (i >>> 2) << 62, (long) (i & 3) << 62))
        .map(MessageId::new)
        .toList();
    List<MessageId> shuffled = new ArrayList<>(ascending);
    Collections.shuffle(shuffled, new Random(2));
    shuffled.forEach(id -> room().post().id(id).to(inbox));

    assertThat(list(inbox, Selection.all())).containsExactlyElementsOf(ascending.reversed());
    for (int i = 0; i < ascending.size(); i++) {
      assertThat(list(inbox, Selection.before(Selection.all(), ascending.get(i))))
          .containsExactlyElementsOf(ascending.subList(0, i).reversed());
    }
  }

  @Test
  default void pages_put_together_are_the_list() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    IntStream.range(0, 23).forEach(i -> room().post().to(inbox));
    List<MessageId> pages = new ArrayList<>();
    MessageSelection next = Selection.first(5);
    for (int pageNumber = 0; pageNumber < 6; pageNumber++) {
      List<MessageId> page = list(inbox, next);
      assertThat(page).hasSize(pageNumber < 4 ? 5 : pageNumber == 4 ? 3 : 0);
      pages.addAll(page);
      next = Selection.before(next, pages.getLast());
    }

    assertThat(pages).hasSize(23).isEqualTo(list(inbox, Selection.all()));
  }

  @Test
  default void a_list_in_which_nothing_matches_comes_to_its_end_in_several_calls_that_each_look_no_further_than_they_may() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Instant start = room().clock().instant();
    List<MessageId> newestFirst =
        IntStream.range(0, 23).mapToObj(i -> room().post().at(start).to(inbox).id()).toList().reversed();
    MessageSelection next = Selection.looking(Selection.since(Selection.all(), start.plusMillis(1)), 5);
    List<MessageId> ends = new ArrayList<>();
    while (true) {
      MessageSlice slice = slice(inbox, next);
      assertThat(slice.rows()).isEmpty();
      if (slice.next().isEmpty()) {
        break;
      }
      ends.add(slice.next().get());
      next = Selection.before(next, ends.getLast());
    }

    assertThat(ends).containsExactly(newestFirst.get(4), newestFirst.get(9), newestFirst.get(14), newestFirst.get(19));
  }

  @Test
  default void pages_put_together_are_the_list_however_few_messages_a_call_may_look_at() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Furnishing furnishing = new Furnishing(room(), inbox);
    furnishing.fill(60);

    for (MessageSelection wanted : furnishing.selections()) {
      List<MessageId> whole = list(inbox, wanted);
      for (int limit : List.of(1, 3, 100)) {
        for (int candidates : List.of(1, 7, 20)) {
          assertThat(walked(inbox, Selection.looking(Selection.limited(wanted, limit), candidates)))
              .as("limit %s, candidates %s of %s", limit, candidates, wanted)
              .isEqualTo(whole);
        }
      }
    }
  }

  private List<MessageId> walked(Scope.OfMailbox mailbox, MessageSelection selection) {
    List<MessageId> all = new ArrayList<>();
    MessageSlice slice = slice(mailbox, selection);
    while (true) {
      assertThat(slice.rows()).hasSizeLessThanOrEqualTo(selection.limit());
      slice.rows().forEach(row -> all.add(row.id()));
      if (slice.next().isEmpty()) {
        return all;
      }
      slice = slice(mailbox, Selection.before(selection, slice.next().get()));
    }
  }

  @Test
  default void a_page_goes_on_also_when_the_last_message_of_the_one_before_is_gone() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageId oldest = room().post().to(inbox).id();
    MessageId middle = room().post().to(inbox).id();
    room().post().to(inbox);
    room().change(t -> Rungs.at(t, inbox).delete(middle, room().clock().instant()));

    assertThat(list(inbox, Selection.before(Selection.all(), middle))).containsExactly(oldest);
  }

  @Test
  default void flags_select_messages_that_have_all_wanted_and_none_unwanted() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageId none = room().post().to(inbox).id();
    MessageId unread = room().post().flag(Flag.UNREAD).to(inbox).id();
    MessageId archived = room().post().flag(Flag.ARCHIVED).to(inbox).id();
    MessageId both = room().post().flag(Flag.UNREAD).flag(Flag.ARCHIVED).to(inbox).id();

    MessageSelection all = Selection.all();
    assertThat(list(inbox, Selection.with(all, Flag.UNREAD))).containsExactly(both, unread);
    assertThat(list(inbox, Selection.with(all, Flag.UNREAD, Flag.ARCHIVED))).containsExactly(both);
    assertThat(list(inbox, Selection.without(all, Flag.ARCHIVED))).containsExactly(unread, none);
    assertThat(list(inbox, Selection.without(all, Flag.ARCHIVED, Flag.UNREAD))).containsExactly(none);
    assertThat(list(inbox, Selection.without(Selection.with(all, Flag.ARCHIVED), Flag.UNREAD)))
        .containsExactly(archived);
    assertThat(list(inbox, Selection.without(Selection.with(all, Flag.UNREAD), Flag.UNREAD))).isEmpty();
  }

  @Test
  default void what_was_sent_is_told_from_what_was_received() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    MessageId received = room().post().flag(Flag.UNREAD).to(inbox).id();
    MessageId sent = room().post().flag(Flag.SENT).to(inbox).id();
    MessageId sentAndArchived = room().post().flag(Flag.SENT).flag(Flag.ARCHIVED).to(inbox).id();

    MessageSelection all = Selection.all();
    assertThat(list(inbox, Selection.with(all, Flag.SENT))).containsExactly(sentAndArchived, sent);
    assertThat(list(inbox, Selection.without(all, Flag.SENT))).containsExactly(received);
    assertThat(list(inbox, Selection.without(Selection.with(all, Flag.SENT), Flag.ARCHIVED))).containsExactly(sent);
  }

  @Test
  default void times_select_from_the_first_on_until_just_before_the_second() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Instant start = room().clock().instant();
    List<MessageId> ids =
        IntStream.range(0, 5).mapToObj(i -> room().post().at(start.plusMillis(i)).to(inbox).id()).toList();

    MessageSelection all = Selection.all();
    assertThat(list(inbox, Selection.since(all, start.plusMillis(3)))).containsExactly(ids.get(4), ids.get(3));
    assertThat(list(inbox, Selection.until(all, start.plusMillis(2)))).containsExactly(ids.get(1), ids.get(0));
    assertThat(list(inbox, Selection.until(Selection.since(all, start.plusMillis(1)), start.plusMillis(2))))
        .containsExactly(ids.get(1));
    assertThat(list(inbox, Selection.until(Selection.since(all, start.plusMillis(2)), start.plusMillis(2)))).isEmpty();
  }

  @Test
  default void the_order_is_that_of_ids_and_not_that_of_times() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Instant start = room().clock().instant();
    MessageId early = room().post().at(start.plusSeconds(60)).to(inbox).id();
    MessageId late = room().post().at(start).to(inbox).id();

    assertThat(list(inbox, Selection.all())).containsExactly(late, early);
    assertThat(list(inbox, Selection.since(Selection.all(), start))).containsExactly(late, early);
  }

  @Test
  default void a_thread_selects_its_messages() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    ThreadId thread = room().ids().thread();
    MessageId question = room().post().in(thread).to(inbox).id();
    room().post().to(inbox);
    MessageId answer = room().post().in(thread).to(inbox).id();

    assertThat(list(inbox, Selection.in(Selection.all(), thread))).containsExactly(answer, question);
    assertThat(list(inbox, Selection.in(Selection.all(), room().ids().thread()))).isEmpty();
  }

  @Test
  default void tokens_of_authors_and_recipients_select_messages_that_carry_any_of_them() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Token fromAnn = Rows.token(Token.Kind.FROM, "ann");
    Token fromBob = Rows.token(Token.Kind.FROM, "bob");
    Token toAnn = Rows.token(Token.Kind.TO, "ann");
    Token toCat = Rows.token(Token.Kind.TO, "cat");
    MessageId annToCat = room().post().token(fromAnn).token(toCat).to(inbox).id();
    MessageId bobToAnn = room().post().token(fromBob).token(toAnn).to(inbox).id();
    MessageId bothToBoth = room().post().token(fromAnn).token(fromBob).token(toAnn).token(toCat).to(inbox).id();
    room().post().to(inbox);

    MessageSelection all = Selection.all();
    assertThat(list(inbox, Selection.from(all, fromAnn))).containsExactly(bothToBoth, annToCat);
    assertThat(list(inbox, Selection.from(all, fromAnn, fromBob))).containsExactly(bothToBoth, bobToAnn, annToCat);
    assertThat(list(inbox, Selection.to(all, toAnn))).containsExactly(bothToBoth, bobToAnn);
    assertThat(list(inbox, Selection.to(Selection.from(all, fromAnn), toCat))).containsExactly(bothToBoth, annToCat);
    assertThat(list(inbox, Selection.to(Selection.from(all, fromAnn), toAnn))).containsExactly(bothToBoth);
    assertThat(list(inbox, Selection.from(all, Rows.token(Token.Kind.FROM, "nobody")))).isEmpty();
  }

  @Test
  default void all_conditions_hold_at_once() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Instant start = room().clock().instant();
    ThreadId thread = room().ids().thread();
    Token from = Rows.token(Token.Kind.FROM, "ann");
    Token to = Rows.token(Token.Kind.TO, "bob");
    MessageRow wanted = room().post().in(thread).at(start).flag(Flag.UNREAD).token(from).token(to).to(inbox);
    room().post().at(start).flag(Flag.UNREAD).token(from).token(to).to(inbox);
    room().post().in(thread).at(start.minusMillis(1)).flag(Flag.UNREAD).token(from).token(to).to(inbox);
    room().post().in(thread).at(start.plusMillis(1)).flag(Flag.UNREAD).token(from).token(to).to(inbox);
    room().post().in(thread).at(start).token(from).token(to).to(inbox);
    room().post().in(thread).at(start).flag(Flag.UNREAD).flag(Flag.ARCHIVED).token(from).token(to).to(inbox);
    room().post().in(thread).at(start).flag(Flag.UNREAD).token(to).to(inbox);
    room().post().in(thread).at(start).flag(Flag.UNREAD).token(from).to(inbox);
    MessageId last = room().post().in(thread).at(start).flag(Flag.UNREAD).token(from).token(to).to(inbox).id();

    MessageSelection s = Selection.with(Selection.all(), Flag.UNREAD);
    s = Selection.without(s, Flag.ARCHIVED);
    s = Selection.until(Selection.since(s, start), start.plusMillis(1));
    s = Selection.to(Selection.from(Selection.in(s, thread), from), to);

    assertThat(list(inbox, s)).containsExactly(last, wanted.id());
    assertThat(list(inbox, Selection.before(s, last))).containsExactly(wanted.id());
    assertThat(list(inbox, Selection.before(s, wanted.id()))).isEmpty();
  }

  @Test
  default void messages_are_found_by_any_of_many_tokens_each_once_and_newest_first() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Token first = Rows.token(Token.Kind.MESSAGE_ID, "first");
    Token second = Rows.token(Token.Kind.MESSAGE_ID, "second");
    MessageRow one = room().post().token(first).to(inbox);
    MessageRow both = room().post().token(first).token(second).to(inbox);
    MessageRow two = room().post().token(second).to(inbox);
    room().post().token(Rows.token(Token.Kind.FROM, "first")).to(inbox);
    room().post().token(new Token(Token.Kind.MESSAGE_ID, 2, first.value())).to(inbox);
    List<Token> many = new ArrayList<>(List.of(first, second));
    IntStream.range(0, 498).mapToObj(i -> Rows.token(Token.Kind.MESSAGE_ID, "none " + i)).forEach(many::add);

    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(many, 10))).containsExactly(two, both, one);
    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(many, 2))).containsExactly(two, both);
    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(List.of(first), 10))).containsExactly(both, one);
    assertThat(room().list(t -> Rungs.at(t, inbox).findByToken(List.of(), 10))).isEmpty();
  }

  private List<MessageId> list(Scope.OfMailbox mailbox, MessageSelection selection) {
    return slice(mailbox, selection).rows().stream().map(MessageRow::id).toList();
  }

  private MessageSlice slice(Scope.OfMailbox mailbox, MessageSelection selection) {
    return room().see(t -> Rungs.at(t, mailbox).list(selection));
  }
}
