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
import dev.postroom.store.h2.jooq.tables.records.EventRecord;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** The engine's log: one order for all tenants, read by position. */
record H2EventLog(WorkUnit unit) implements EventLog {

  @Override
  public void append(Event event) {
    unit.inserts().event(unit.nextEventPosition(), event);
  }

  @Override
  public List<StoredEvent> read(long after, long last, Optional<Scope> within, Set<EventType> types, int limit) {
    return unit.reading()
        .selectFrom(EVENT)
        .where(EVENT.LOG_POSITION.gt(after), EVENT.LOG_POSITION.le(last))
        .and(within.map(place -> new ScopedTables(unit, place).confined(EVENT)).orElse(DSL.noCondition()))
        .and(of(types))
        .orderBy(walk(within))
        .limit(limit)
        .fetch(H2EventLog::map);
  }

  /** An index for each of: all events, those of a tenant, those of a mailbox. A workspace's are picked out of its tenant's. */
  private List<SortField<?>> walk(Optional<Scope> within) {
    return within.<List<SortField<?>>>map(place -> switch (place) {
      case Scope.OfTenant tenant -> new ScopedTables(unit, tenant).ascending(EVENT, EVENT.LOG_POSITION);
      case Scope.OfWorkspace workspace ->
          new ScopedTables(unit, workspace.inTenant()).ascending(EVENT, EVENT.LOG_POSITION);
      case Scope.OfMailbox mailbox -> ScopedTables.ascendingInMailbox(EVENT, EVENT.LOG_POSITION);
    }).orElse(List.of(EVENT.LOG_POSITION.asc()));
  }

  private static Condition of(Set<EventType> types) {
    return types.isEmpty() ? DSL.noCondition() : EVENT.EVENT_TYPE.in(types.stream().map(Codes::of).sorted().toList());
  }

  private static StoredEvent map(EventRecord row) {
    return new StoredEvent(row.getLogPosition(),
        new Event(new EventId(row.getEventId()), Micros.toInstant(row.getHappenedAt()),
            Codes.eventType(row.getEventType()),
            ScopedTables.placeOf(EVENT, row).orElseThrow(() -> Failures.corrupt("event without a place")),
            Optional.ofNullable(row.getActorKeyId()).map(KeyId::new),
            Optional.ofNullable(row.getMessageId()).map(MessageId::new), Optional.ofNullable(row.getDetail())));
  }

  @Override
  public long end() {
    return unit.reading().select(DSL.coalesce(DSL.max(EVENT.LOG_POSITION), 0L)).from(EVENT).fetchSingle().value1();
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
