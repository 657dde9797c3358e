package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN_OWNER;
import static dev.postroom.store.h2.jooq.Tables.ERASED_MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.TENANT;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Query;
import org.jooq.Record;

/** Whether places exist, how they stand, and what becomes free when one is erased. */
record Ladder(WorkUnit unit) {
  private static final PlacedStatement.Building OF_MAILBOX = Ladder::ofMailbox;

  boolean exists(Scope place) {
    return standings(place).isPresent();
  }

  /** The worst of the standings from the place upwards; what does not exist counts as erased. */
  Standing standing(Scope place) {
    return standings(place).flatMap(all -> all.stream().reduce(Standing::worse)).orElse(Standing.ERASED);
  }

  private Optional<List<Standing>> standings(Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> confined(tenant).select(TENANT, TENANT.STANDING).fetchOptional(Ladder::standings);
      case Scope.OfWorkspace workspace -> unit.reading()
          .select(WORKSPACE.STANDING, TENANT.STANDING)
          .from(WORKSPACE, TENANT)
          .where(confined(workspace).confined(WORKSPACE))
          .and(confined(workspace.inTenant()).confined(TENANT))
          .fetchOptional(Ladder::standings);
      case Scope.OfMailbox mailbox -> unit.asking(OF_MAILBOX).fetchOptional(mailbox, Ladder::read);
    };
  }

  private static Query ofMailbox(WorkUnit unit, Scope.OfMailbox mailbox) {
    Ladder ladder = new Ladder(unit);
    return unit.reading()
        .select(MAILBOX.STANDING, WORKSPACE.STANDING, TENANT.STANDING)
        .from(MAILBOX, WORKSPACE, TENANT)
        .where(ladder.confined(mailbox).confined(MAILBOX))
        .and(ladder.confined(mailbox.inWorkspace()).confined(WORKSPACE))
        .and(ladder.confined(mailbox.inWorkspace().inTenant()).confined(TENANT));
  }

  private static List<Standing> read(ResultSet row) throws SQLException {
    return List.of(Codes.standing(row.getShort(1)), Codes.standing(row.getShort(2)), Codes.standing(row.getShort(3)));
  }

  private static List<Standing> standings(Record row) {
    return Arrays.stream(row.intoArray()).map(Short.class::cast).map(Codes::standing).toList();
  }

  /** Frees what an erased place held, and remembers its mailboxes until they are purged. */
  void free(Scope erased) {
    ScopedTables tables = confined(erased);
    tables.delete(ADDRESS).execute();
    if (!(erased instanceof Scope.OfMailbox)) {
      tables.delete(DOMAIN_OWNER).execute();
      tables.delete(DOMAIN).execute();
    }
    tables.copyPlaces(MAILBOX, ERASED_MAILBOX);
  }

  List<Scope.OfMailbox> unpurged(int limit) {
    return unit.reading()
        .selectFrom(ERASED_MAILBOX)
        .limit(limit)
        .fetch(row -> ScopedTables.placeOf(ERASED_MAILBOX, row))
        .stream()
        .flatMap(Optional::stream)
        .filter(Scope.OfMailbox.class::isInstance)
        .map(Scope.OfMailbox.class::cast)
        .toList();
  }

  private ScopedTables confined(Scope place) {
    return new ScopedTables(unit, place);
  }
}
