package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.DOMAIN;
import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.spi.store.Totals;
import java.math.BigDecimal;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** What there is at a place and below it. */
record Sums(WorkUnit unit, Scope place) {
  private static final Field<Integer> HOW_MANY = DSL.count();
  private static final Field<BigDecimal> OCTETS = DSL.coalesce(DSL.sum(MAILBOX.USED_OCTETS), BigDecimal.ZERO);

  Totals totals() {
    if (new Ladder(unit).standing(place) == Standing.ERASED) {
      return new Totals(0, 0, 0);
    }
    ScopedTables tables = new ScopedTables(unit, place);
    Record mailboxes = tables.selectBelow(WORKSPACE, MAILBOX, HOW_MANY, OCTETS)
        .and(WORKSPACE.STANDING.ne(Codes.of(Standing.ERASED)))
        .and(MAILBOX.STANDING.ne(Codes.of(Standing.ERASED)))
        .fetchSingle();
    // Claims of what is erased are gone.
    int domains = tables.select(DOMAIN, HOW_MANY).fetchSingle().get(HOW_MANY);
    return new Totals(mailboxes.get(HOW_MANY), domains, mailboxes.get(OCTETS).longValueExact());
  }
}
