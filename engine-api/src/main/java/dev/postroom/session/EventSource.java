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
   * <p>
   * The holder of a key is told what the key lets him look up: of policy (suppressions, lists, limits, pauses) only with
   * {@code READ_USAGE}, and of keys, of the rotation of encryption and of the way out not at all, for these are the operator's.
   * What he may not hear of is left out when he asks for all types, as his key stands now; asked for by its type, it is denied. The
   * actor of an event, and the key whose limits were changed, are told to the operator alone.
   *
   * @param query
   *          which events
   * @param listener
   *          is told of them, on a virtual thread of this subscription
   * @return the running subscription, to be closed
   * @throws dev.postroom.error.InvalidCursorException
   *           when the query's cursor was altered or belongs to another scope
   * @throws dev.postroom.error.AccessDeniedException
   *           when the query asks for a type that the key may not hear of
   * @throws dev.postroom.error.LimitExceededException
   *           when the key has as many open as it may
   */
  Subscription subscribe(EventQuery query, EventListener listener);
}
