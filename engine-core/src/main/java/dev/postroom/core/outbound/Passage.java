package dev.postroom.core.outbound;

import java.time.Instant;

/** Whether a destination may be connected to now. */
public sealed interface Passage {

  /**
   * It may. Whether a connection came about is to be told to {@link Breakers}, once.
   *
   * @param destination
   *          where to
   * @param number
   *          which passage this is, of all that were given
   */
  record Free(String destination, long number) implements Passage {}

  /**
   * It may not: it failed too often of late, or somebody else is just trying.
   *
   * @param until
   *          when to ask again
   */
  record Closed(Instant until) implements Passage {}
}
