package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Permission;
import dev.postroom.error.FailureReason;
import dev.postroom.event.Event;
import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.id.EventId;
import dev.postroom.paging.PageCursor;
import dev.postroom.session.EventSource;
import dev.postroom.spi.store.StoredEvent;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Subscriptions: what they are told must be all of the log that lies within their place, and nothing else. */
final class EventActs {
  private static final int ALL = 1_000_000;
  private static final long PATIENCE_SECONDS = 20;

  /** What only the operator hears of. */
  private static final Set<EventType> OPERATORS =
      Set.of(EventType.KEY_ISSUED, EventType.KEY_REVOKED, EventType.ROTATED, EventType.EGRESS_CHANGED);
  private static final Set<EventType> OF_POLICY = Set.of(EventType.SUPPRESSION_ADDED, EventType.SUPPRESSION_REMOVED,
      EventType.LIST_ENTRY_ADDED, EventType.LIST_ENTRY_REMOVED, EventType.LIMITS_CHANGED, EventType.SENDING_PAUSED,
      EventType.SENDING_RESUMED);

  /** What a listener was told. */
  private record Told(Event event, PageCursor cursor) {}

  private EventActs() {}

  static void addTo(Map<Method, SessionMethods.Act> table) {
    SessionMethods.put(table, EventSource.class, "subscribe", turn -> {
      switch (turn.random().nextInt(3)) {
        case 0 -> turn.someTenant()
            .ifPresent(tenant -> turn.open(tenant).ifPresent(session -> subscribe(turn, tenant, session)));
        case 1 -> turn.someWorkspace()
            .ifPresent(workspace -> turn.open(workspace).ifPresent(session -> subscribe(turn, workspace, session)));
        default -> turn.someMailbox()
            .ifPresent(mailbox -> turn.open(mailbox).ifPresent(session -> subscribe(turn, mailbox, session)));
      }
    });
  }

  private static void subscribe(Turn turn, Node place, EventSource session) {
    String list = "events " + place.scope();
    Optional<CursorPool.Entry> cursor = turn.world().cursors.pick(list, turn.random());
    Optional<FailureReason> foreign = cursor.filter(entry -> !entry.list().equals(list))
        .map(entry -> FailureReason.INVALID_CURSOR);
    EventQuery query = cursor.map(entry -> EventQuery.after(entry.cursor())).orElseGet(EventQuery::fromOldest);
    Optional<EventType> only = turn.chance(70) ? Optional.empty() : turn.any(List.of(EventType.values()));
    BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    turn.expect(
        turn.refusal(Permission.READ, place).or(() -> only.flatMap(type -> deaf(turn, place, type))).or(() -> foreign),
        () -> session.subscribe(only.map(query::only).orElse(query), (event, next) -> told.add(new Told(event, next))))
        .ifPresent(subscription -> {
          if (only.filter(type -> type != EventType.CHANGED).isPresent()) {
            subscription.close();
          } else {
            compare(turn, place, cursor.map(CursorPool.Entry::after), only, told, subscription);
          }
        });
  }

  /** Why a key may not hear of a type, though it may hear of others. */
  private static Optional<FailureReason> deaf(Turn turn, Node place, EventType type) {
    if (OPERATORS.contains(type)) {
      return Optional.of(FailureReason.PERMISSION_MISSING);
    }
    return OF_POLICY.contains(type) ? turn.refusal(Permission.READ_USAGE, place) : Optional.empty();
  }

  private static void compare(Turn turn, Node place, Optional<String> after, Optional<EventType> only,
      BlockingQueue<Told> told, Subscription subscription) {
    try (subscription) {
      place.leaveMark();
      List<Event> expected = expected(turn.world(), place, after).stream()
          .filter(event -> only.isEmpty() || only.get() == event.type())
          .filter(event -> deaf(turn, place, event.type()).isEmpty())
          .map(EventActs::withoutKeys)
          .toList();
      EventId mark = markOf(place, expected).id();
      for (Event event : expected) {
        Told next = next(told);
        assertThat(turn.world().canaries.strangerIn(next, next.toString(), turn.key().scope())).isEmpty();
        assertThat(next.event()).isEqualTo(event);
        if (event.id().equals(mark)) {
          turn.world().cursors.add(
              new CursorPool.Entry("events " + place.scope(), mark.toString(), next.cursor()), turn.random());
          break;
        }
      }
      assertThat(subscription.failure()).isEmpty();
    }
  }

  private static Event withoutKeys(Event event) {
    Optional<String> detail =
        event.detail().filter(fact -> event.type() != EventType.LIMITS_CHANGED && !fact.startsWith("key_"));
    return new Event(event.id(), event.at(), event.type(), event.scope(), Optional.empty(), event.message(), detail);
  }

  private static Told next(BlockingQueue<Told> told) {
    try {
      return Optional.ofNullable(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("an event is missing"));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  private static Event markOf(Node place, List<Event> events) {
    return events.stream()
        .filter(event -> event.type() == EventType.CHANGED && event.scope().equals(place.scope()))
        .reduce((former, last) -> last)
        .orElseThrow();
  }

  /** The log, narrowed here and not by the store. */
  private static List<Event> expected(World world, Node place, Optional<String> after) {
    List<Event> log = world.store.read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(), ALL))
        .stream()
        .map(StoredEvent::event)
        .toList();
    int start = after.map(last -> 1 + log.stream().map(event -> event.id().toString()).toList().indexOf(last))
        .orElse(0);
    return log.subList(start, log.size())
        .stream()
        .filter(event -> Node.isWithin(place.scope(), event.scope()))
        .toList();
  }
}
