package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ACCESS_KEY;
import static dev.postroom.store.h2.jooq.Tables.ADDRESS;
import static dev.postroom.store.h2.jooq.Tables.DELETED_MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.DELIVERY;
import static dev.postroom.store.h2.jooq.Tables.ERASED_MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.ERASED_TENANT;
import static dev.postroom.store.h2.jooq.Tables.ERASED_WORKSPACE;
import static dev.postroom.store.h2.jooq.Tables.OUTBOX;
import static dev.postroom.store.h2.jooq.Tables.POLICY_ENTRY;
import static dev.postroom.store.h2.jooq.Tables.SCOPE_LIMIT;
import static dev.postroom.store.h2.jooq.Tables.SEALED_THING;
import static dev.postroom.store.h2.jooq.Tables.SEND;
import static dev.postroom.store.h2.jooq.Tables.USAGE_COUNT;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.NotFoundException;
import java.util.List;
import org.jooq.Table;

/**
 * Removes what is left of one erased place itself, so many rows at a time: there may be a million of them, and everybody's changes
 * wait. Of what hangs on something else, it goes before that.
 */
record Purge(WorkUnit unit, Scope place, ScopedTables tables) {

  Purge(WorkUnit unit, Scope place) {
    this(unit, place, new ScopedTables(unit, place));
  }

  /** Whether nothing is left. */
  boolean remove(int limit) {
    requireErased();
    boolean nothingIsLeft = removeMost(limit) < limit;
    if (nothingIsLeft) {
      tables.delete(listOfErased()).execute();
    }
    return nothingIsLeft;
  }

  private void requireErased() {
    Ladder ladder = new Ladder(unit);
    if (!ladder.exists(place)) {
      throw new NotFoundException();
    }
    if (ladder.standing(place) != Standing.ERASED) {
      throw new IllegalArgumentException("place: not erased");
    }
  }

  private int removeMost(int limit) {
    return switch (place) {
      case Scope.OfMailbox mailbox -> removeMail(mailbox, limit);
      case Scope.OfWorkspace workspace -> remove(
          List.of(SEALED_THING, POLICY_ENTRY, USAGE_COUNT, SCOPE_LIMIT, ACCESS_KEY), limit);
      case Scope.OfTenant tenant -> remove(List.of(POLICY_ENTRY, USAGE_COUNT, SCOPE_LIMIT, ACCESS_KEY), limit);
    };
  }

  private int removeMail(Scope.OfMailbox mailbox, int limit) {
    int gone = remove(List.of(DELIVERY, SEND, DELETED_MESSAGE), limit);
    gone += gone < limit ? new Messages(unit, mailbox).deleteNewest(limit - gone) : 0;
    return gone + remove(List.of(OUTBOX, POLICY_ENTRY, USAGE_COUNT, SCOPE_LIMIT, ADDRESS, ACCESS_KEY), limit - gone);
  }

  private int remove(List<Table<?>> from, int limit) {
    int gone = 0;
    for (Table<?> table : from) {
      gone += gone < limit ? tables.deleteOwn(table, limit - gone) : 0;
    }
    return gone;
  }

  private Table<?> listOfErased() {
    return switch (place) {
      case Scope.OfTenant tenant -> ERASED_TENANT;
      case Scope.OfWorkspace workspace -> ERASED_WORKSPACE;
      case Scope.OfMailbox mailbox -> ERASED_MAILBOX;
    };
  }
}
