package dev.postroom.session;

import dev.postroom.event.EventListener;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;

/** What happens within the scope of a session. */
public interface EventSource {

  /**
   * Has a listener told of events: each at least once, in order, those of the log first and then those to come. Needs the
   * permission {@code READ}, now and with each event; when it is lost, the subscription ends.
   *
   * @param query
   *          which events
   * @param listener
   *          is told of them, on a virtual thread of this subscription
   * @return the running subscription, to be closed
   * @throws dev.postroom.error.InvalidCursorException
   *           when the query's cursor was altered or belongs to another scope
   */
  Subscription subscribe(EventQuery query, EventListener listener);
}
