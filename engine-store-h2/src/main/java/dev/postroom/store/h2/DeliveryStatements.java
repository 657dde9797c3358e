package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.DELIVERY;

import dev.postroom.access.Scope;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.Token;
import dev.postroom.store.h2.PlacedStatement.Building;
import dev.postroom.store.h2.jooq.tables.records.DeliveryRecord;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.UpdateConditionStep;
import org.jooq.impl.DSL;

/** The statements of {@link Deliveries}. The values that they are built with stand for those that they are run with. */
final class DeliveryStatements {
  static final TokenColumn DESTINATION = new TokenColumn(Token.Kind.DESTINATION);
  private static final UUID ID = new UUID(0, 0);
  private static final byte[] SEALED = {};
  private static final short STATE = 0;

  static final Building INSERT = DeliveryStatements::insert;
  static final Building FIND = (unit, place) -> rows(new ScopedTables(unit, place)).and(DELIVERY.DELIVERY_ID.eq(ID));
  static final Building OF_MESSAGE =
      (unit, place) -> rows(new ScopedTables(unit, place)).and(DELIVERY.MESSAGE_ID.eq(ID));
  static final Building ONE_OF_MESSAGE =
      (unit, place) -> new ScopedTables(unit, place).select(DELIVERY, DELIVERY.MESSAGE_ID)
          .and(DELIVERY.MESSAGE_ID.eq(ID))
          .limit(DSL.inline(1));
  static final Building DELETE_OF_MESSAGE =
      (unit, place) -> new ScopedTables(unit, place).delete(DELIVERY).and(DELIVERY.MESSAGE_ID.eq(ID));
  static final Building NEWEST = (unit, place) -> newest(new ScopedTables(unit, place), DSL.noCondition());
  static final Building NEWEST_BEFORE = (unit, place) -> newest(new ScopedTables(unit, place), before());
  static final Building NEWEST_IN_STATE =
      (unit, place) -> newestInState(new ScopedTables(unit, place), DSL.noCondition());
  static final Building NEWEST_IN_STATE_BEFORE =
      (unit, place) -> newestInState(new ScopedTables(unit, place), before());
  static final Building DUE = (unit, place) -> due(new ScopedTables(unit, place));
  static final Building FIRST_DUE = (unit, place) -> firstDue(new ScopedTables(unit, place));
  static final Building LAST_DUE = (unit, place) -> lastDue(new ScopedTables(unit, place));
  static final Building ADVANCE_LEASED =
      (unit, place) -> advance(new ScopedTables(unit, place)).and(DELIVERY.LEASE.eq(ID));
  static final Building ADVANCE_FREE =
      (unit, place) -> advance(new ScopedTables(unit, place)).and(DELIVERY.LEASE.isNull());
  static final Building COUNT = (unit, place) -> new ScopedTables(unit, place).select(DELIVERY, DSL.count())
      .and(DELIVERY.STATE.eq(STATE));
  static final Building COUNT_DUE = (unit, place) -> countDue(new ScopedTables(unit, place));

  private DeliveryStatements() {}

  private static Query insert(WorkUnit unit, Scope place) {
    return new ScopedTables(unit, place).insert(DELIVERY)
        .set(DELIVERY.DELIVERY_ID, ID)
        .set(DELIVERY.MESSAGE_ID, ID)
        .set(DELIVERY.RECIPIENT, SEALED)
        .set(DELIVERY.DESTINATION, SEALED)
        .set(DELIVERY.DESTINATION_VERSION, 0)
        .set(DELIVERY.KEY_ID, ID)
        .set(DELIVERY.QUEUED_AT, 0L)
        .set(DELIVERY.EXPIRES_AT, 0L)
        .set(DELIVERY.STATE, STATE)
        .set(DELIVERY.ATTEMPTS, 0)
        .set(DELIVERY.DUE_AT, 0L)
        .set(DELIVERY.LEASE, ID)
        .set(DELIVERY.SETTLED_AT, 0L)
        .set(DELIVERY.STATUS, "")
        .set(DELIVERY.REPLY, SEALED);
  }

  private static UpdateConditionStep<DeliveryRecord> advance(ScopedTables tables) {
    return tables.update(DELIVERY, row -> row.set(DELIVERY.STATE, STATE)
        .set(DELIVERY.ATTEMPTS, 0)
        .set(DELIVERY.DUE_AT, 0L)
        .set(DELIVERY.LEASE, ID)
        .set(DELIVERY.SETTLED_AT, 0L)
        .set(DELIVERY.STATUS, "")
        .set(DELIVERY.REPLY, SEALED)).and(DELIVERY.DELIVERY_ID.eq(ID));
  }

  private static SelectConditionStep<Record> rows(ScopedTables tables) {
    return tables.select(DELIVERY, DELIVERY.DELIVERY_ID, DELIVERY.MESSAGE_ID, DELIVERY.RECIPIENT, DELIVERY.DESTINATION,
        DELIVERY.DESTINATION_VERSION, DELIVERY.QUEUED_AT, DELIVERY.EXPIRES_AT, DELIVERY.STATE, DELIVERY.ATTEMPTS,
        DELIVERY.DUE_AT, DELIVERY.LEASE, DELIVERY.SETTLED_AT, DELIVERY.STATUS, DELIVERY.REPLY, DELIVERY.KEY_ID);
  }

  private static Condition before() {
    return DELIVERY.DELIVERY_ID.lt(ID);
  }

  private static Query newest(ScopedTables tables, Condition before) {
    return rows(tables).and(before)
        .orderBy(tables.descending(DELIVERY, DELIVERY.DELIVERY_ID))
        .limit(1);
  }

  private static Query newestInState(ScopedTables tables, Condition before) {
    return rows(tables).and(DELIVERY.STATE.eq(STATE))
        .and(before)
        .orderBy(tables.descending(DELIVERY, DELIVERY.STATE, DELIVERY.DELIVERY_ID))
        .limit(1);
  }

  private static Query due(ScopedTables tables) {
    return rows(tables).and(isDue(0))
        .orderBy(tables.ascending(DELIVERY, DELIVERY.DUE_AT, DELIVERY.DELIVERY_ID))
        .limit(1);
  }

  /** The ids of those that are due and go elsewhere. */
  static ResultQuery<Record> dueElsewhere(ScopedTables tables, long now, Collection<Token> without, int limit) {
    return tables.select(DELIVERY, DELIVERY.DELIVERY_ID)
        .and(isDue(now))
        .andNot(goesTo(without))
        .orderBy(tables.ascending(DELIVERY, DELIVERY.DUE_AT, DELIVERY.DELIVERY_ID))
        .limit(limit);
  }

  private static Condition goesTo(Collection<Token> destinations) {
    return DSL.or(destinations.stream()
        .collect(Collectors.groupingBy(Token::version))
        .entrySet()
        .stream()
        .map(entry -> DELIVERY.DESTINATION_VERSION.eq(entry.getKey())
            .and(DELIVERY.DESTINATION.in(values(entry.getValue()))))
        .toList());
  }

  /** Written out and not bound: the database then looks each row up in a set of them, instead of comparing it with all. */
  private static List<Field<byte[]>> values(List<Token> tokens) {
    return tokens.stream().<Field<byte[]>>map(token -> DSL.inline(DESTINATION.valueOf(token))).toList();
  }

  private static Query firstDue(ScopedTables tables) {
    return tables.select(DELIVERY, DELIVERY.DUE_AT)
        .and(isUnsettled())
        .orderBy(tables.ascending(DELIVERY, DELIVERY.DUE_AT, DELIVERY.DELIVERY_ID))
        .limit(DSL.inline(1));
  }

  private static Query lastDue(ScopedTables tables) {
    return tables.select(DELIVERY, DELIVERY.DUE_AT)
        .and(isUnsettled())
        .orderBy(tables.descending(DELIVERY, DELIVERY.DUE_AT, DELIVERY.DELIVERY_ID))
        .limit(DSL.inline(1));
  }

  private static Query countDue(ScopedTables tables) {
    return tables.select(DELIVERY, DSL.count(), DSL.min(DELIVERY.DUE_AT))
        .and(isDue(0))
        .and(DELIVERY.STATE.eq(DSL.inline(Codes.of(DeliveryState.WAITING))));
  }

  private static Condition isDue(long now) {
    return isUnsettled().and(DELIVERY.DUE_AT.le(now));
  }

  /** Settled ones have no such time, and lie before all others in the index: the range begins behind them. */
  private static Condition isUnsettled() {
    return DELIVERY.DUE_AT.ge(DSL.inline(Long.MIN_VALUE));
  }
}
