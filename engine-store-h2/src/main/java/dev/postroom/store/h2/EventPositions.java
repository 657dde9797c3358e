package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.EVENT;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Hands out the places of events. There is one writer, so the order of places is the order of commits; the place of an event that
 * was rolled back stays empty.
 */
final class EventPositions {
  private long last;

  private EventPositions(long last) {
    this.last = last;
  }

  static EventPositions after(DSLContext sql) {
    return new EventPositions(
        sql.select(DSL.coalesce(DSL.max(EVENT.LOG_POSITION), 0L)).from(EVENT).fetchSingle().value1());
  }

  /** Places for work that only reads, and never asks. */
  static EventPositions none() {
    return new EventPositions(Long.MAX_VALUE);
  }

  long next() {
    last = Math.addExact(last, 1);
    return last;
  }
}
