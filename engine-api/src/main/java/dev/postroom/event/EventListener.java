package dev.postroom.event;

import dev.postroom.paging.PageCursor;

/** Is told of events, one after the other, on a thread of its own subscription. Being slow or throwing delays nobody else. */
@FunctionalInterface
public interface EventListener {

  /**
   * Deals with an event.
   *
   * @param event
   *          the event
   * @param cursor
   *          where to go on after it, to be kept by who wants to resume
   * @throws Exception
   *           when it could not; the event is handed out again after a pause, a limited number of times, and then passed over. What the
   *           engine threw because its store or a key is not to be had now does not count: the event is handed out until they are
   */
  void onEvent(Event event, PageCursor cursor) throws Exception;
}
