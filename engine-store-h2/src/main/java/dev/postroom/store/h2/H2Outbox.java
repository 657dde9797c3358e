package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.DELIVERY;
import static dev.postroom.store.h2.jooq.Tables.OUTBOX;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import dev.postroom.spi.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** Where mail on its way out is to be found: looks across tenants, and hands out places only. */
record H2Outbox(WorkUnit unit) implements Outbox {

  /** The mailboxes behind one are up to three ranges of the order by place, since no database walks them as one. */
  @Override
  public List<Scope.OfMailbox> mailboxes(Optional<Scope.OfMailbox> after, int limit) {
    List<Scope.OfMailbox> found = new ArrayList<>();
    for (Condition range : after.map(place -> ScopedTables.rangesAfter(OUTBOX, place))
        .orElse(List.of(DSL.noCondition()))) {
      if (found.size() < limit) {
        found.addAll(within(range, limit - found.size()));
      }
    }
    return found;
  }

  private List<Scope.OfMailbox> within(Condition range, int limit) {
    return unit.reading()
        .selectFrom(OUTBOX)
        .where(range)
        .orderBy(ScopedTables.byPlace(OUTBOX))
        .limit(limit)
        .fetch()
        .stream()
        .flatMap(row -> ScopedTables.mailboxOf(OUTBOX, row).stream())
        .toList();
  }

  @Override
  public Optional<Scope.OfMailbox> mailboxOf(DeliveryId delivery) {
    return unit.reading()
        .select(ScopedTables.byPlace(DELIVERY))
        .from(DELIVERY)
        .where(DELIVERY.DELIVERY_ID.eq(delivery.value()))
        .fetchOptional()
        .flatMap(row -> ScopedTables.mailboxOf(DELIVERY, row));
  }
}
