package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.OUTBOX;

import dev.postroom.store.h2.PlacedStatement.Building;

/** The row that says of one mailbox that it has a delivery that is not settled. */
record OutboxMark(ScopedTables tables) {
  private static final Building LOOK =
      (unit, place) -> new ScopedTables(unit, place).select(OUTBOX, OUTBOX.MAILBOX_ID);
  private static final Building SET = (unit, place) -> new ScopedTables(unit, place).insert(OUTBOX);
  private static final Building TAKE_AWAY = (unit, place) -> new ScopedTables(unit, place).delete(OUTBOX);

  void set() {
    if (!tables.asking(LOOK).finds()) {
      tables.changing(SET).execute();
    }
  }

  /**
   * Looks from the far end: what is settled one by one was due first, and until the commit its places in the index have to be
   * stepped over.
   */
  void takeAwayIfSettled() {
    if (!tables.asking(DeliveryStatements.LAST_DUE).finds()) {
      tables.changing(TAKE_AWAY).execute();
    }
  }
}
