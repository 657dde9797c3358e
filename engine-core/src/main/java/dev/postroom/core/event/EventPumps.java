package dev.postroom.core.event;

import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.paging.Cursors;
import dev.postroom.error.ClosedException;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.LimitExceededException;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts subscriptions, and ends them all when the engine closes. */
public final class EventPumps implements AutoCloseable {
  private static final int PAGE = 100;
  /** Of a log of which little is for who reads it, so much is looked at in one read; a mailbox has an index of its own. */
  private static final int LOOKED_AT = 100_000;
  private static final int MOST_OF_A_KEY = 100;

  private final MailStore store;
  private final Cursors cursors;
  private final EventSignal signal;
  private final Map<EventPump, Optional<KeyId>> running = new ConcurrentHashMap<>();
  private final Map<String, Subscription> named = new ConcurrentHashMap<>();
  private volatile boolean closed;

  public EventPumps(MailStore store, Cursors cursors, EventSignal signal) {
    this.store = store;
    this.cursors = cursors;
    this.signal = signal;
  }

  /**
   * For a session: only what its place covers and its holder may hear of, each event behind the gate. Of one key a hundred are open at
   * most.
   */
  public Subscription subscribe(Gate gate, Scope place, EventQuery query, EventListener listener) {
    gate.key().ifPresent(this::requireRoom);
    Audience audience = Audience.at(gate, place);
    Gated feed = new Gated(audience, place, audience.types(query.types()));
    String list = "events " + place;
    return start(gate.key(), new EventPump(feed, ear(list, listener), signal.at(place), startOf(place, query, list)));
  }

  /** For the operator: everything, going on from where the subscription of this name had come, also after a restart. */
  public synchronized Subscription subscribe(String name, Set<EventType> types, EventListener listener) {
    long start = startOf(name);
    EventPump pump = start(Optional.empty(),
        new EventPump(new Durable(name, types), ear("events", listener), signal.everywhere(), start));
    named.put(name, pump);
    return pump;
  }

  /** As {@link #subscribe(String, Set, EventListener)}, in order for each mailbox only, and a workspace's one at a time. */
  public synchronized Subscription subscribeInLanes(String name, Set<EventType> types, EventListener listener) {
    long start = startOf(name);
    MailboxLanes lanes =
        new MailboxLanes(new Durable(name, types), ear("events", listener), signal.everywhere(), start);
    lanes.start();
    named.put(name, lanes);
    return lanes;
  }

  private long startOf(String name) {
    if (Optional.ofNullable(named.get(name)).filter(Subscription::isActive).isPresent()) {
      throw new ConflictException(FailureReason.WRONG_STATE,
          "subscription: running (expected: one of a name at a time)");
    }
    return store.write(transaction -> {
      long from = transaction.events().cursor(name).orElseGet(transaction.events()::end);
      transaction.events().saveCursor(name, from);
      return from;
    });
  }

  /** The operator's subscriptions that have ended by themselves. */
  public List<String> problems() {
    return named.entrySet()
        .stream()
        .flatMap(entry -> entry.getValue()
            .failure()
            .map(why -> "subscription " + entry.getKey() + ": ended, " + why.reason())
            .stream())
        .sorted()
        .toList();
  }

  private long startOf(Scope place, EventQuery query, String list) {
    return switch (query.start()) {
      case EventQuery.Start.Oldest oldest -> 0;
      case EventQuery.Start.Now now -> store.read(place, transaction -> transaction.events().end());
      case EventQuery.Start.After after -> cursors.position(list, after.cursor());
    };
  }

  private synchronized EventPump start(Optional<KeyId> holder, EventPump pump) {
    running.keySet().removeIf(other -> !other.isActive());
    holder.ifPresent(this::requireRoom);
    // Started before it is among those that are waited for: nothing can wait for a thread that never was.
    pump.start();
    running.put(pump, holder);
    if (closed) {
      pump.stop();
      throw new ClosedException();
    }
    return pump;
  }

  private EventPump.Ear ear(String list, EventListener listener) {
    return EventPump.Ear.of(listener, position -> cursors.after(list, position));
  }

  private void requireRoom(KeyId key) {
    long open = running.entrySet()
        .stream()
        .filter(entry -> entry.getKey().isActive() && entry.getValue().equals(Optional.of(key)))
        .count();
    if (open >= MOST_OF_A_KEY) {
      throw new LimitExceededException(
          "subscriptions: " + MOST_OF_A_KEY + " of this key are open (expected: fewer)");
    }
  }

  @Override
  public void close() {
    closed = true;
    List<EventPump> pumps = new ArrayList<>(running.keySet());
    named.values().forEach(subscription -> {
      if (subscription instanceof MailboxLanes lanes) {
        pumps.addAll(lanes.closing());
      }
    });
    EventPump.closeAll(pumps);
  }

  private EventPump.Stretch read(long after, Optional<Scope> within, Set<EventType> types) {
    MailStore.Work<EventPump.Stretch> work = transaction -> {
      long end = transaction.events().end();
      long last = within.filter(Scope.OfMailbox.class::isInstance).isPresent() ? end : Math.min(end, after + LOOKED_AT);
      List<StoredEvent> events = transaction.events().read(after, last, within, types, PAGE);
      return new EventPump.Stretch(events, events.size() < PAGE ? last : after, last < end);
    };
    return within.map(whose -> store.read(whose, work)).orElseGet(() -> store.read(work));
  }

  private final class Gated implements EventPump.Feed {
    private final Audience audience;
    private final Scope place;
    private final Set<EventType> types;

    Gated(Audience audience, Scope place, Set<EventType> types) {
      this.audience = audience;
      this.place = place;
      this.types = types;
    }

    @Override
    public EventPump.Stretch after(long position) {
      EventPump.Stretch stretch = read(position, Optional.of(place), types);
      return new EventPump.Stretch(stretch.events().stream().map(this::told).toList(), stretch.seenTo(),
          stretch.goesOn());
    }

    private StoredEvent told(StoredEvent stored) {
      return new StoredEvent(stored.position(), audience.told(stored.event()));
    }

    @Override
    public void check() {
      audience.require();
    }

    @Override
    public void check(EventType type) {
      audience.require(type);
    }

    @Override
    public void done(long position) {
      // The listener keeps the cursor, if anybody does.
    }
  }

  private final class Durable implements EventPump.Feed, MailboxLanes.Log {
    private final String name;
    private final Set<EventType> types;

    Durable(String name, Set<EventType> types) {
      this.name = name;
      this.types = types;
    }

    @Override
    public EventPump.Stretch after(long position) {
      return after(position, Optional.empty());
    }

    @Override
    public EventPump.Stretch after(long position, Optional<Scope> within) {
      return read(position, within, types);
    }

    @Override
    public void check() {
      // The operator may see everything.
    }

    @Override
    public void check(EventType type) {
      // The operator may see everything.
    }

    @Override
    public void done(long position) {
      keep(position);
    }

    @Override
    public void keep(long position) {
      store.write(transaction -> {
        transaction.events().saveCursor(name, position);
        return position;
      });
    }
  }
}
