package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ACCESS_KEY;
import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.TENANT;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.KeyId;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;

/** What is erased and revoked, of all tenants. */
record TombstoneRows(WorkUnit unit) {

  Tombstones all() {
    DSLContext sql = unit.reading();
    Set<Scope> erased = new HashSet<>();
    erased.addAll(places(sql, TENANT, TENANT.STANDING.eq(Codes.of(Standing.ERASED))));
    erased.addAll(places(sql, WORKSPACE, WORKSPACE.STANDING.eq(Codes.of(Standing.ERASED))));
    erased.addAll(places(sql, MAILBOX, MAILBOX.STANDING.eq(Codes.of(Standing.ERASED))));
    Map<KeyId, Instant> revoked = sql.select(ACCESS_KEY.KEY_ID, ACCESS_KEY.REVOKED_AT)
        .from(ACCESS_KEY)
        .where(ACCESS_KEY.REVOKED_AT.isNotNull())
        .fetch()
        .stream()
        .collect(Collectors.toMap(row -> new KeyId(row.get(ACCESS_KEY.KEY_ID)),
            row -> Micros.toInstant(row.get(ACCESS_KEY.REVOKED_AT))));
    return new Tombstones(erased, revoked);
  }

  private static Set<Scope> places(DSLContext sql, Table<?> table, Condition isErased) {
    return sql.selectFrom(table)
        .where(isErased)
        .fetch()
        .stream()
        .flatMap(row -> ScopedTables.placeOf(table, row).stream())
        .collect(Collectors.toSet());
  }
}
