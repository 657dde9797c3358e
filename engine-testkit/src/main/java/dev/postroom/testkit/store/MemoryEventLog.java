package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.StoredEvent;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/** The log of events over one state. */
record MemoryEventLog(State state) implements EventLog {

  @Override
  public void append(Event event) {
    state.events().put(end() + 1, event);
  }

  @Override
  public List<StoredEvent> read(long after, long last, Optional<Scope> within, Set<EventType> types, int limit) {
    return state.events()
        .rows()
        .tailMap(after, false)
        .entrySet()
        .stream()
        .takeWhile(entry -> entry.getKey() <= last)
        .map(entry -> new StoredEvent(entry.getKey(), entry.getValue()))
        .filter(stored -> within.isEmpty() || within.get().covers(stored.event().scope()))
        .filter(stored -> types.isEmpty() || types.contains(stored.event().type()))
        .limit(limit)
        .toList();
  }

  @Override
  public long end() {
    NavigableMap<Long, Event> log = state.events().rows();
    return log.isEmpty() ? 0 : log.lastKey();
  }

  @Override
  public Optional<Long> cursor(String subscription) {
    return state.cursors().get(subscription);
  }

  @Override
  public void saveCursor(String subscription, long position) {
    state.cursors().put(subscription, position);
  }
}
