package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN;
import static dev.postroom.store.h2.jooq.Tables.DOMAIN_OWNER;
import static dev.postroom.store.h2.jooq.Tables.ERASED_MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.ERASED_TENANT;
import static dev.postroom.store.h2.jooq.Tables.ERASED_WORKSPACE;
import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.TENANT;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.SelectLimitStep;
import org.jooq.Table;

/** Whether places exist, how they stand, and what becomes free when one is erased. */
record Ladder(WorkUnit unit) {
  private static final PlacedStatement.Building STANDINGS = Ladder::standings;

  boolean exists(Scope place) {
    return standings(place).isPresent();
  }

  /** The worst of the standings from the place upwards; what does not exist counts as erased. */
  Standing standing(Scope place) {
    return place instanceof Scope.OfMailbox mailbox
        ? unit.known().map(known -> known.standing(mailbox, () -> stored(mailbox))).orElseGet(() -> stored(mailbox))
        : stored(place);
  }

  private Standing stored(Scope place) {
    return standings(place).flatMap(all -> all.stream().reduce(Standing::worse)).orElse(Standing.ERASED);
  }

  private Optional<List<Standing>> standings(Scope place) {
    return unit.asking(STANDINGS, place).fetchOptional(Ladder::read);
  }

  private static Query standings(WorkUnit unit, Scope place) {
    Ladder ladder = new Ladder(unit);
    return switch (place) {
      case Scope.OfTenant tenant -> ladder.confined(tenant).select(TENANT, TENANT.STANDING);
      case Scope.OfWorkspace workspace -> unit.reading()
          .select(WORKSPACE.STANDING, TENANT.STANDING)
          .from(WORKSPACE, TENANT)
          .where(ladder.confined(workspace).confined(WORKSPACE))
          .and(ladder.confined(workspace.inTenant()).confined(TENANT));
      case Scope.OfMailbox mailbox -> unit.reading()
          .select(MAILBOX.STANDING, WORKSPACE.STANDING, TENANT.STANDING)
          .from(MAILBOX, WORKSPACE, TENANT)
          .where(ladder.confined(mailbox).confined(MAILBOX))
          .and(ladder.confined(mailbox.inWorkspace()).confined(WORKSPACE))
          .and(ladder.confined(mailbox.inWorkspace().inTenant()).confined(TENANT));
    };
  }

  private static List<Standing> read(ResultSet row) throws SQLException {
    List<Standing> standings = new ArrayList<>();
    for (int rung = 1; rung <= row.getMetaData().getColumnCount(); rung++) {
      standings.add(Codes.standing(row.getShort(rung)));
    }
    return standings;
  }

  /** Frees what an erased place held, and remembers it and what is below it until they are purged. */
  void free(Scope erased) {
    ScopedTables tables = confined(erased);
    tables.delete(ADDRESS).execute();
    if (!(erased instanceof Scope.OfMailbox)) {
      tables.delete(DOMAIN_OWNER).execute();
      tables.delete(DOMAIN).execute();
    }
    tables.copyPlaces(MAILBOX, ERASED_MAILBOX);
    if (!(erased instanceof Scope.OfMailbox)) {
      tables.copyPlaces(WORKSPACE, ERASED_WORKSPACE);
    }
    if (erased instanceof Scope.OfTenant) {
      tables.copyPlaces(TENANT, ERASED_TENANT);
    }
  }

  /** What lies below first. */
  List<Scope> unpurged(int limit) {
    return places(Stream.of(ERASED_MAILBOX, ERASED_WORKSPACE, ERASED_TENANT), unit.reading()::selectFrom, limit);
  }

  List<Scope> unpurged(Scope within, int limit) {
    Stream<Table<?>> reached = switch (within) {
      case Scope.OfTenant tenant -> Stream.of(ERASED_MAILBOX, ERASED_WORKSPACE, ERASED_TENANT);
      case Scope.OfWorkspace workspace -> Stream.of(ERASED_MAILBOX, ERASED_WORKSPACE);
      case Scope.OfMailbox mailbox -> Stream.of(ERASED_MAILBOX);
    };
    return places(reached, erased -> confined(within).select(erased), limit);
  }

  private static List<Scope> places(Stream<Table<?>> lists, Function<Table<?>, SelectLimitStep<?>> selected,
      int limit) {
    return lists
        .flatMap(erased -> selected.apply(erased)
            .limit(limit)
            .fetch()
            .stream()
            .flatMap(row -> ScopedTables.placeOf(erased, row).stream()))
        .limit(limit)
        .toList();
  }

  private ScopedTables confined(Scope place) {
    return new ScopedTables(unit, place);
  }
}
