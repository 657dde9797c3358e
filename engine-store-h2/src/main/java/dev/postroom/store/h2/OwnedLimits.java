package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.SCOPE_LIMIT;
import static dev.postroom.store.h2.jooq.Tables.USAGE_COUNT;

import dev.postroom.access.Scope;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.store.h2.PlacedStatement.Building;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * What is limited and counted of one owner, which is a place or a key. Its rows lie at the owner's place: there they are found by
 * every place that covers it, and by no other.
 *
 * @param tables
 *          a place that covers the owner's
 * @param owner
 *          the id of the place or key
 * @param home
 *          the owner's place; only asked where rows are added
 */
record OwnedLimits(ScopedTables tables, UUID owner, Supplier<Scope> home) implements LimitTable {
  static final Building LIMITS = (unit, place) -> limits(new ScopedTables(unit, place));
  static final Building COUNTED = (unit, place) -> counted(new ScopedTables(unit, place));
  static final Building COUNT = (unit, place) -> count(new ScopedTables(unit, place));

  private static Query limits(ScopedTables tables) {
    return tables.select(SCOPE_LIMIT, SCOPE_LIMIT.KIND, SCOPE_LIMIT.PER, SCOPE_LIMIT.AMOUNT)
        .and(SCOPE_LIMIT.OWNER_ID.eq(new UUID(0, 0)))
        .orderBy(SCOPE_LIMIT.PLACE);
  }

  private static Query counted(ScopedTables tables) {
    return tables.select(USAGE_COUNT, DSL.coalesce(DSL.sum(USAGE_COUNT.AMOUNT), DSL.inline(0)))
        .and(USAGE_COUNT.OWNER_ID.eq(new UUID(0, 0)))
        .and(USAGE_COUNT.KIND.eq((short) 0))
        .and(USAGE_COUNT.UTC_DAY.between(0, 0));
  }

  private static Query count(ScopedTables tables) {
    return tables.update(USAGE_COUNT, row -> row.set(USAGE_COUNT.AMOUNT, USAGE_COUNT.AMOUNT.plus(0L)))
        .and(USAGE_COUNT.OWNER_ID.eq(new UUID(0, 0)))
        .and(USAGE_COUNT.KIND.eq((short) 0))
        .and(USAGE_COUNT.UTC_DAY.eq(0));
  }

  @Override
  public Limits limits() {
    return new Limits(tables.asking(LIMITS)
        .fetch(row -> new Limit(Codes.limitKind(row.getShort(1)), Codes.limitWindow(row.getShort(2)), row.getLong(3)),
            owner));
  }

  @Override
  public void setLimits(Limits limits) {
    tables.delete(SCOPE_LIMIT).and(SCOPE_LIMIT.OWNER_ID.eq(owner)).execute();
    short place = 0;
    for (Limit limit : limits.all()) {
      tables.at(home.get())
          .insert(SCOPE_LIMIT)
          .set(SCOPE_LIMIT.OWNER_ID, owner)
          .set(SCOPE_LIMIT.KIND, Codes.of(limit.kind()))
          .set(SCOPE_LIMIT.PER, Codes.of(limit.window()))
          .set(SCOPE_LIMIT.PLACE, place++)
          .set(SCOPE_LIMIT.AMOUNT, limit.amount())
          .execute();
    }
  }

  @Override
  public long counted(UsageKind kind, LocalDate first, LocalDate last) {
    return tables.asking(COUNTED)
        .fetchOptional(row -> row.getLong(1), owner, Codes.of(kind), day(first), day(last))
        .orElseThrow();
  }

  @Override
  public void count(UsageKind kind, LocalDate day, long amount) {
    if (tables.changing(COUNT).execute(amount, owner, Codes.of(kind), day(day)) == 0) {
      tables.at(home.get())
          .insert(USAGE_COUNT)
          .set(USAGE_COUNT.OWNER_ID, owner)
          .set(USAGE_COUNT.KIND, Codes.of(kind))
          .set(USAGE_COUNT.UTC_DAY, day(day))
          .set(USAGE_COUNT.AMOUNT, amount)
          .execute();
    }
  }

  private static int day(LocalDate day) {
    return Math.toIntExact(day.toEpochDay());
  }
}
