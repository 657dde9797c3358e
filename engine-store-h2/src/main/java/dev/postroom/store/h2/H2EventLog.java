package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.EVENT;
import static dev.postroom.store.h2.jooq.Tables.EVENT_CURSOR;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.EventId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.StoredEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** The engine's log: one order for all tenants, read by position. */
record H2EventLog(WorkUnit unit) implements EventLog {
  static final PlacedStatement.Building END = (unit, nobody) -> unit.reading()
      .select(DSL.coalesce(DSL.max(EVENT.LOG_POSITION), DSL.inline(0L)))
      .from(EVENT);
  private static final Field<?>[] COLUMNS = ScopedTables.byPlaceAnd(EVENT, EVENT.LOG_POSITION, EVENT.EVENT_ID,
      EVENT.HAPPENED_AT, EVENT.EVENT_TYPE, EVENT.ACTOR_KEY_ID, EVENT.MESSAGE_ID, EVENT.DETAIL).toArray(Field<?>[]::new);

  /** The events of a place, of so many types, or of all types when there are none. */
  record OfPlace(int howManyTypes) implements PlacedStatement.Building {

    @Override
    public Query at(WorkUnit unit, Scope place) {
      return new ScopedTables(unit, place).select(EVENT, COLUMNS)
          .and(within(howManyTypes))
          .orderBy(walk(unit, place))
          .limit(1);
    }

    /** An index for each of: those of a tenant, those of a mailbox. A workspace's are picked out of its tenant's. */
    private static List<SortField<?>> walk(WorkUnit unit, Scope place) {
      return switch (place) {
        case Scope.OfTenant tenant -> new ScopedTables(unit, tenant).ascending(EVENT, EVENT.LOG_POSITION);
        case Scope.OfWorkspace workspace -> walk(unit, workspace.inTenant());
        case Scope.OfMailbox mailbox -> ScopedTables.ascendingInMailbox(EVENT, EVENT.LOG_POSITION);
      };
    }
  }

  /** The same of all places. */
  record OfAll(int howManyTypes) implements PlacedStatement.Building {

    @Override
    public Query at(WorkUnit unit, Scope nobody) {
      return unit.reading()
          .select(COLUMNS)
          .from(EVENT)
          .where(within(howManyTypes))
          .orderBy(EVENT.LOG_POSITION.asc())
          .limit(1);
    }
  }

  /** Of these values, each stands for one that the statement is run with. */
  private static Condition within(int howManyTypes) {
    Condition positions = EVENT.LOG_POSITION.gt(0L).and(EVENT.LOG_POSITION.le(0L));
    return howManyTypes == 0
        ? positions
        : positions.and(EVENT.EVENT_TYPE.in(Collections.nCopies(howManyTypes, (short) 0)));
  }

  @Override
  public void append(Event event) {
    unit.inserts().event(unit.nextEventPosition(), event);
  }

  @Override
  public List<StoredEvent> read(long after, long last, Optional<Scope> within, Set<EventType> types, int limit) {
    List<Object> values = new ArrayList<>(List.of(after, last));
    types.forEach(type -> values.add(Codes.of(type)));
    values.add(limit);
    return within.map(place -> new ScopedTables(unit, place).asking(new OfPlace(types.size())))
        .orElseGet(() -> unit.asking(new OfAll(types.size())))
        .fetch(H2EventLog::stored, values.toArray());
  }

  private static StoredEvent stored(ResultSet row) throws SQLException {
    Scope place = ScopedTables.placeOf(row).orElseThrow(() -> Failures.corrupt("event without a place"));
    return new StoredEvent(row.getLong(4),
        new Event(new EventId(row.getObject(5, UUID.class)), Micros.toInstant(row.getLong(6)),
            Codes.eventType(row.getShort(7)), place,
            Optional.ofNullable(row.getObject(8, UUID.class)).map(KeyId::new),
            Optional.ofNullable(row.getObject(9, UUID.class)).map(MessageId::new),
            Optional.ofNullable(row.getString(10))));
  }

  @Override
  public long end() {
    return unit.asking(END).fetchOptional(row -> row.getLong(1)).orElseThrow();
  }

  @Override
  public Optional<Long> cursor(String subscription) {
    return unit.reading()
        .selectFrom(EVENT_CURSOR)
        .where(EVENT_CURSOR.SUBSCRIPTION.eq(subscription))
        .fetchOptional(EVENT_CURSOR.LOG_POSITION);
  }

  @Override
  public void saveCursor(String subscription, long position) {
    int known = unit.changing()
        .update(EVENT_CURSOR)
        .set(EVENT_CURSOR.LOG_POSITION, position)
        .where(EVENT_CURSOR.SUBSCRIPTION.eq(subscription))
        .execute();
    if (known == 0) {
      unit.changing()
          .insertInto(EVENT_CURSOR)
          .set(EVENT_CURSOR.SUBSCRIPTION, subscription)
          .set(EVENT_CURSOR.LOG_POSITION, position)
          .execute();
    }
  }
}
