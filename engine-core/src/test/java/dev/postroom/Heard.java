package dev.postroom;

import static org.awaitility.Awaitility.await;

import dev.postroom.event.Event;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventType;
import dev.postroom.paging.PageCursor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it is told. */
final class Heard implements EventListener {
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<PageCursor> cursors = new CopyOnWriteArrayList<>();

  @Override
  public void onEvent(Event event, PageCursor cursor) {
    cursors.add(cursor);
    events.add(event);
  }

  List<Event> events() {
    return List.copyOf(events);
  }

  List<EventType> types() {
    return events.stream().map(Event::type).toList();
  }

  /** Where to go on after an event. */
  PageCursor cursorOf(int index) {
    return cursors.get(index);
  }

  Heard awaitTypes(EventType... types) {
    await().until(() -> types().equals(List.of(types)));
    return this;
  }

  Heard awaitCount(int count) {
    await().until(() -> events.size() >= count);
    return this;
  }
}
