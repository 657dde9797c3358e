package dev.postroom.session;

import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;

/** What happens within the scope of a session. */
public interface EventSource {

  /**
   * Has a listener told of events: each at least once, in order, those of the log first and then those to come. Needs the
   * permission {@code READ}, now and with each event; when it is lost, the subscription ends. A key has at most 100 open at a time; the
   * operator's own sessions have as many as they want.
   *
   * @param query
   *          which events
   * @param listener
   *          is told of them, on a virtual thread of this subscription
   * @return the running subscription, to be closed
   * @throws dev.postroom.error.InvalidCursorException
   *           when the query's cursor was altered or belongs to another scope
   * @throws dev.postroom.error.LimitExceededException
   *           when the key has as many open as it may
   */
  Subscription subscribe(EventQuery query, EventListener listener);
}
