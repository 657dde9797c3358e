package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.DELETED_MESSAGE;

import dev.postroom.id.MessageId;
import dev.postroom.store.h2.PlacedStatement.Building;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Query;

/** The messages of one mailbox that were deleted, and of which deliveries or a send are still known. */
record DeletedMessages(ScopedTables tables) {
  private static final Building PUT = (unit, place) -> new ScopedTables(unit, place).insert(DELETED_MESSAGE)
      .set(DELETED_MESSAGE.DELETED_AT, 0L)
      .set(DELETED_MESSAGE.MESSAGE_ID, new UUID(0, 0));
  static final Building FIRST_BEFORE = (unit, place) -> firstBefore(new ScopedTables(unit, place));
  private static final Building DELETE = (unit, place) -> new ScopedTables(unit, place).delete(DELETED_MESSAGE)
      .and(DELETED_MESSAGE.DELETED_AT.eq(0L))
      .and(DELETED_MESSAGE.MESSAGE_ID.eq(new UUID(0, 0)));

  private record Deleted(long at, MessageId message) {}

  private static Query firstBefore(ScopedTables tables) {
    return tables.select(DELETED_MESSAGE, DELETED_MESSAGE.DELETED_AT, DELETED_MESSAGE.MESSAGE_ID)
        .and(DELETED_MESSAGE.DELETED_AT.lt(0L))
        .orderBy(tables.ascending(DELETED_MESSAGE, DELETED_MESSAGE.DELETED_AT, DELETED_MESSAGE.MESSAGE_ID))
        .limit(1);
  }

  /** Remembers when a message was deleted, where something stays of it. */
  void put(MessageId message, Instant at) {
    if (new Deliveries(tables).areOf(message) || new Sends(tables).isOf(message)) {
      tables.changing(PUT).execute(Micros.of(at), message.value());
    }
  }

  int forget(Instant before, int limit) {
    List<Deleted> next = tables.asking(FIRST_BEFORE)
        .fetch(row -> new Deleted(row.getLong(1), new MessageId(row.getObject(2, UUID.class))), Micros.of(before),
            limit);
    next.forEach(this::forget);
    return next.size();
  }

  private void forget(Deleted deleted) {
    new Deliveries(tables).deleteOf(deleted.message());
    new Sends(tables).deleteOf(deleted.message());
    tables.changing(DELETE).execute(deleted.at(), deleted.message().value());
  }
}
