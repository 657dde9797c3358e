package dev.postroom.event;

import dev.postroom.paging.PageCursor;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which events. What the asker's scope does not cover is left out in any case, and so is what his key may not hear of when no type is
 * named.
 *
 * @param types
 *          only of these types; all when empty
 * @param start
 *          where to begin
 */
public record EventQuery(Set<EventType> types, Start start) {

  /** Where in the log to begin. */
  public sealed interface Start {
    /** At the oldest event that is kept. */
    record Oldest() implements Start {}

    /** With what happens from now on. */
    record Now() implements Start {}

    /**
     * After an event that was handed out before.
     *
     * @param cursor
     *          that event's cursor
     */
    record After(PageCursor cursor) implements Start {}
  }

  /** Copies the set. */
  public EventQuery {
    types = Set.copyOf(types);
  }

  /**
   * All events from the oldest on.
   *
   * @return the query
   */
  public static EventQuery fromOldest() {
    return new EventQuery(Set.of(), new Start.Oldest());
  }

  /**
   * All events from now on.
   *
   * @return the query
   */
  public static EventQuery fromNow() {
    return new EventQuery(Set.of(), new Start.Now());
  }

  /**
   * All events after one that was handed out before.
   *
   * @param cursor
   *          that event's cursor
   * @return the query
   */
  public static EventQuery after(PageCursor cursor) {
    return new EventQuery(Set.of(), new Start.After(cursor));
  }

  /**
   * Only events of some types.
   *
   * @param first
   *          a type
   * @param more
   *          others
   * @return a new query
   */
  public EventQuery only(EventType first, EventType... more) {
    return new EventQuery(Stream.concat(Stream.of(first), Arrays.stream(more)).collect(Collectors.toSet()), start);
  }
}
