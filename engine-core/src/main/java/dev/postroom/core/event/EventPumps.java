package dev.postroom.core.event;

import dev.postroom.access.Permission;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts subscriptions, and ends them all when the engine closes. */
public final class EventPumps implements AutoCloseable {
  private static final int PAGE = 100;
  private static final int MOST_OF_A_KEY = 100;

  private final MailStore store;
  private final Cursors cursors;
  private final EventSignal signal;
  private final Map<EventPump, Optional<KeyId>> running = new ConcurrentHashMap<>();
  private final Map<String, EventPump> named = new HashMap<>();
  private volatile boolean closed;

  public EventPumps(MailStore store, Cursors cursors, EventSignal signal) {
    this.store = store;
    this.cursors = cursors;
    this.signal = signal;
  }

  /** For a session: only what its place covers, each event behind the gate. Of one key a hundred are open at most. */
  public Subscription subscribe(Gate gate, Scope place, EventQuery query, EventListener listener) {
    String list = "events " + place;
    long start = startOf(query, list);
    return start(gate.key(), pump(new Gated(gate, place, query.types()), list, start, listener, signal.at(place)));
  }

  /** For the operator: everything, going on from where the subscription of this name had come, also after a restart. */
  public synchronized Subscription subscribe(String name, Set<EventType> types, EventListener listener) {
    if (Optional.ofNullable(named.get(name)).filter(EventPump::isActive).isPresent()) {
      throw new ConflictException(FailureReason.WRONG_STATE,
          "subscription: running (expected: one of a name at a time)");
    }
    long start = store.write(transaction -> {
      long from = transaction.events().cursor(name).orElseGet(transaction.events()::end);
      transaction.events().saveCursor(name, from);
      return from;
    });
    EventPump pump = start(Optional.empty(),
        pump(new Durable(name, types), "events", start, listener, signal.everywhere()));
    named.put(name, pump);
    return pump;
  }

  private long startOf(EventQuery query, String list) {
    return switch (query.start()) {
      case EventQuery.Start.Oldest oldest -> 0;
      case EventQuery.Start.Now now -> store.read(transaction -> transaction.events().end());
      case EventQuery.Start.After after -> cursors.position(list, after.cursor());
    };
  }

  private EventPump pump(EventPump.Feed feed, String list, long start, EventListener listener, Bell bell) {
    return new EventPump(feed, position -> cursors.after(list, position), listener, bell, start);
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

  private void requireRoom(KeyId key) {
    if (running.values().stream().filter(Optional.of(key)::equals).count() >= MOST_OF_A_KEY) {
      throw new LimitExceededException(
          "subscriptions: " + MOST_OF_A_KEY + " of this key are open (expected: fewer)");
    }
  }

  @Override
  public void close() {
    closed = true;
    EventPump.closeAll(List.copyOf(running.keySet()));
  }

  private EventPump.Stretch read(long after, Optional<Scope> within, Set<EventType> types) {
    return store.read(transaction -> {
      List<StoredEvent> events = transaction.events().read(after, within, types, PAGE);
      return new EventPump.Stretch(events, events.size() < PAGE ? transaction.events().end() : after);
    });
  }

  private final class Gated implements EventPump.Feed {
    private final Gate gate;
    private final Scope place;
    private final Set<EventType> types;

    Gated(Gate gate, Scope place, Set<EventType> types) {
      this.gate = gate;
      this.place = place;
      this.types = types;
    }

    @Override
    public EventPump.Stretch after(long position) {
      return read(position, Optional.of(place), types);
    }

    @Override
    public void check() {
      gate.require(Permission.READ, place);
    }

    @Override
    public void done(long position) {
      // The listener keeps the cursor, if anybody does.
    }
  }

  private final class Durable implements EventPump.Feed {
    private final String name;
    private final Set<EventType> types;

    Durable(String name, Set<EventType> types) {
      this.name = name;
      this.types = types;
    }

    @Override
    public EventPump.Stretch after(long position) {
      return read(position, Optional.empty(), types);
    }

    @Override
    public void check() {
      // The operator may see everything.
    }

    @Override
    public void done(long position) {
      store.write(transaction -> {
        transaction.events().saveCursor(name, position);
        return position;
      });
    }
  }
}
