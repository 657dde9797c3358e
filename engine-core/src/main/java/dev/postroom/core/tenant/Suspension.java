package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.Rungs;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.domain.DomainKeys;
import dev.postroom.core.event.Changes;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.StoreTransaction;

/** Closes places for use, and opens them again. */
final class Suspension {
  private final Changes changes;
  private final LiveStandings standings;
  private final KeyLadder ladder;
  private final DomainKeys domainKeys;

  Suspension(Changes changes, LiveStandings standings, KeyLadder ladder, DomainKeys domainKeys) {
    this.changes = changes;
    this.standings = standings;
    this.ladder = ladder;
    this.domainKeys = domainKeys;
  }

  void suspend(Scope place) {
    set(place, Standing.SUSPENDED, EventType.SUSPENDED, () -> {
      ladder.forget(place);
      domainKeys.forget(place);
    });
  }

  void resume(Scope place) {
    set(place, Standing.ACTIVE, EventType.RESUMED, () -> {
    });
  }

  private void set(Scope place, Standing standing, EventType type, Runnable afterwards) {
    changes.make(Rungs.tenantOf(place), transaction -> {
      changes.afterwards(afterwards);
      if (ownStanding(transaction, place) != standing) {
        Rungs.setStanding(transaction, place, standing);
        transaction.events().append(changes.event(type, place));
      }
      return place.tenant();
    }, standings::changed, () -> standings.changed(place.tenant()));
  }

  private static Standing ownStanding(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> Rungs.of(transaction, tenant).row().orElseThrow().standing();
      case Scope.OfWorkspace workspace -> Rungs.of(transaction, workspace).row().orElseThrow().standing();
      case Scope.OfMailbox mailbox -> Rungs.of(transaction, mailbox).row().orElseThrow().standing();
    };
  }
}
