package dev.postroom.spi.store;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The log of what happened, in the order of commit. An event appended in a transaction is in the log exactly if the transaction
 * commits, and no event with a smaller position ever appears after one with a greater was seen.
 */
public interface EventLog {

  /**
   * Appends an event.
   *
   * @param event
   *          the event
   */
  void append(Event event);

  /**
   * Reads on from a position to the end.
   *
   * @param after
   *          the position of the last event that was seen; 0 for the beginning
   * @param within
   *          only events at this place or below; all when empty
   * @param types
   *          only events of these types; all when empty
   * @param limit
   *          at most so many
   * @return the events, oldest first
   */
  default List<StoredEvent> read(long after, Optional<Scope> within, Set<EventType> types, int limit) {
    return read(after, Long.MAX_VALUE, within, types, limit);
  }

  /**
   * Reads a stretch of the log. What it costs is bounded by its length, however few of its events are wanted.
   *
   * @param after
   *          the position before the first that is looked at; 0 for the beginning
   * @param last
   *          the last position that is looked at
   * @param within
   *          only events at this place or below; all when empty
   * @param types
   *          only events of these types; all when empty
   * @param limit
   *          at most so many
   * @return the events, oldest first
   */
  List<StoredEvent> read(long after, long last, Optional<Scope> within, Set<EventType> types, int limit);

  /**
   * The position of the newest event.
   *
   * @return the position, 0 for an empty log
   */
  long end();

  /**
   * How far a named subscription has come.
   *
   * @param subscription
   *          its name
   * @return the position that was last saved, or empty
   */
  Optional<Long> cursor(String subscription);

  /**
   * Saves how far a named subscription has come.
   *
   * @param subscription
   *          its name
   * @param position
   *          the position of the last event that it has dealt with
   */
  void saveCursor(String subscription, long position);
}
