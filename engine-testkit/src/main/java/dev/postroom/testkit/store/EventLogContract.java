package dev.postroom.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.testkit.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a store promises of the log of events. */
public interface EventLogContract extends StoreUnderTest {

  @Test
  default void an_empty_log_ends_at_nothing() {
    assertThat(room().<Long>see(t -> t.events().end())).isZero();
    assertThat(read(0, Optional.empty(), Set.of(), 10)).isEmpty();
  }

  @Test
  default void an_event_comes_back_as_it_was_appended() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Event full = new Event(room().ids().event(), room().clock().instant(), EventType.MESSAGE_RECEIVED, inbox,
        Optional.of(room().ids().key()), Optional.of(room().ids().message()), Optional.of("a fact \u2709"));
    List<Event> events = List.of(full, room().rows().event(EventType.CREATED, inbox.inWorkspace()),
        room().rows().event(EventType.CHANGED, inbox.inWorkspace().inTenant()));
    events.forEach(this::append);

    assertThat(read(0, Optional.empty(), Set.of(), 10)).extracting(StoredEvent::event)
        .containsExactlyElementsOf(events);
  }

  @Test
  default void every_type_of_event_can_be_stored() {
    Scope.OfTenant acme = room().tenant("acme");
    for (EventType type : EventType.values()) {
      append(room().rows().event(type, acme));
    }

    assertThat(read(0, Optional.empty(), Set.of(), 100)).extracting(stored -> stored.event().type())
        .containsExactly(EventType.values());
  }

  @Test
  default void positions_grow_and_reading_goes_on_after_any_of_them() {
    Scope.OfTenant acme = room().tenant("acme");
    room().change(
        t -> IntStream.range(0, 3).forEach(i -> t.events().append(room().rows().event(EventType.CHANGED, acme))));
    append(room().rows().event(EventType.CHANGED, acme));
    List<StoredEvent> all = read(0, Optional.empty(), Set.of(), 10);

    assertThat(all).hasSize(4)
        .extracting(StoredEvent::position)
        .isSorted()
        .doesNotHaveDuplicates()
        .allSatisfy(position -> assertThat(position).isPositive());
    assertThat(room().<Long>see(t -> t.events().end())).isEqualTo(all.getLast().position());
    for (int i = 0; i < all.size(); i++) {
      assertThat(read(all.get(i).position(), Optional.empty(), Set.of(), 10)).isEqualTo(all.subList(i + 1, all.size()));
    }
    assertThat(read(0, Optional.empty(), Set.of(), 2)).isEqualTo(all.subList(0, 2));
  }

  @Test
  default void a_stretch_of_the_log_ends_where_it_is_told_to() {
    Scope.OfTenant acme = room().tenant("acme");
    for (int i = 0; i < 4; i++) {
      append(room().rows().event(EventType.CHANGED, acme));
    }
    List<StoredEvent> all = read(0, Optional.empty(), Set.of(), 10);
    long first = all.get(0).position();
    long third = all.get(2).position();

    for (Optional<Scope> within : List.of(Optional.<Scope>empty(), Optional.<Scope>of(acme))) {
      assertThat(stretch(first, third, within, 10)).isEqualTo(all.subList(1, 3));
      assertThat(stretch(first, third, within, 1)).isEqualTo(all.subList(1, 2));
      assertThat(stretch(third, third, within, 10)).isEmpty();
      assertThat(stretch(third, first, within, 10)).isEmpty();
    }
  }

  @Test
  default void a_place_selects_what_happened_at_it_and_below_it() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Scope.OfWorkspace workspace = inbox.inWorkspace();
    Scope.OfTenant tenant = workspace.inTenant();
    Event atTenant = room().rows().event(EventType.CHANGED, tenant);
    Event atWorkspace = room().rows().event(EventType.CHANGED, workspace);
    Event atMailbox = room().rows().event(EventType.CHANGED, inbox);
    Event atSibling = room().rows().event(EventType.CHANGED, room().mailbox(workspace, "sibling"));
    Event atStranger = room().rows().event(EventType.CHANGED, room().mailbox("stranger"));
    List.of(atTenant, atWorkspace, atMailbox, atSibling, atStranger).forEach(this::append);

    assertThat(within(tenant)).containsExactly(atTenant, atWorkspace, atMailbox, atSibling);
    assertThat(within(workspace)).containsExactly(atWorkspace, atMailbox, atSibling);
    assertThat(within(inbox)).containsExactly(atMailbox);
    assertThat(within(new Scope.OfTenant(room().ids().tenant()))).isEmpty();
  }

  @Test
  default void types_select_and_so_do_types_and_place_together() {
    Scope.OfMailbox inbox = room().mailbox("acme");
    Scope.OfMailbox other = room().mailbox("other");
    Event received = room().rows().event(EventType.MESSAGE_RECEIVED, inbox);
    Event deleted = room().rows().event(EventType.MESSAGE_DELETED, inbox);
    Event refused = room().rows().event(EventType.MESSAGE_REFUSED, other);
    List.of(received, deleted, refused).forEach(this::append);

    assertThat(read(0, Optional.empty(), Set.of(EventType.MESSAGE_DELETED, EventType.MESSAGE_REFUSED), 10))
        .extracting(StoredEvent::event)
        .containsExactly(deleted, refused);
    assertThat(read(0, Optional.of(inbox), Set.of(EventType.MESSAGE_DELETED, EventType.MESSAGE_REFUSED), 1))
        .extracting(StoredEvent::event)
        .containsExactly(deleted);
    assertThat(read(0, Optional.empty(), Set.of(EventType.ROTATED), 10)).isEmpty();
  }

  @Test
  default void what_was_rolled_back_left_no_event_and_moved_no_cursor() {
    Scope.OfTenant acme = room().tenant("acme");
    append(room().rows().event(EventType.CREATED, acme));
    room().change(t -> t.events().saveCursor("webhooks", 1));
    List<StoredEvent> before = read(0, Optional.empty(), Set.of(), 10);

    Attempt.at(() -> room().change(t -> {
      t.events().append(room().rows().event(EventType.ERASED, acme));
      t.events().saveCursor("webhooks", 2);
      throw new IllegalStateException("thought better of it");
    }));

    assertThat(read(0, Optional.empty(), Set.of(), 10)).isEqualTo(before);
    assertThat(room().find(t -> t.events().cursor("webhooks"))).contains(1L);
    append(room().rows().event(EventType.SUSPENDED, acme));
    assertThat(read(before.getLast().position(), Optional.empty(), Set.of(), 10))
        .extracting(stored -> stored.event().type())
        .containsExactly(EventType.SUSPENDED);
  }

  @Test
  default void a_subscription_finds_its_own_cursor_again() {
    assertThat(room().find(t -> t.events().cursor("webhooks"))).isEmpty();
    room().change(t -> t.events().saveCursor("webhooks", 5_000_000_000L));
    room().change(t -> t.events().saveCursor("Webhooks", 7));
    assertThat(room().find(t -> t.events().cursor("webhooks"))).contains(5_000_000_000L);
    assertThat(room().find(t -> t.events().cursor("Webhooks"))).contains(7L);

    room().change(t -> t.events().saveCursor("webhooks", 3));
    assertThat(room().find(t -> t.events().cursor("webhooks"))).as("set back").contains(3L);
    assertThat(room().find(t -> t.events().cursor("others"))).isEmpty();
  }

  @Test
  default void a_reader_who_follows_the_log_misses_nothing_while_many_write() {
    Scope.OfTenant acme = room().tenant("acme");
    int writers = 4;
    int each = 25;
    List<List<Long>> results =
        Crowd.of(writers + 1, number -> number == 0 ? follow(writers * each) : write(acme, each));

    assertThat(results.getFirst()).isSorted()
        .doesNotHaveDuplicates()
        .isEqualTo(read(0, Optional.empty(), Set.of(), 1_000).stream().map(StoredEvent::position).toList());
  }

  private List<Long> follow(int expected) {
    List<Long> seen = new ArrayList<>();
    while (seen.size() < expected && !Thread.currentThread().isInterrupted()) {
      long last = seen.isEmpty() ? 0 : seen.getLast();
      read(last, Optional.empty(), Set.of(), 7).forEach(stored -> seen.add(stored.position()));
      Thread.onSpinWait();
    }
    return seen;
  }

  private List<Long> write(Scope.OfTenant place, int times) {
    for (int i = 0; i < times; i++) {
      append(room().rows().event(EventType.CHANGED, place));
    }
    return List.of();
  }

  private void append(Event event) {
    room().change(t -> t.events().append(event));
  }

  private List<Event> within(Scope place) {
    return read(0, Optional.of(place), Set.of(), 100).stream().map(StoredEvent::event).toList();
  }

  private List<StoredEvent> stretch(long after, long last, Optional<Scope> within, int limit) {
    return room().see(t -> t.events().read(after, last, within, Set.of(), limit));
  }

  private List<StoredEvent> read(long after, Optional<Scope> within, Set<EventType> types, int limit) {
    return room().see(t -> t.events().read(after, within, types, limit));
  }
}
