package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.MailStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Erases places, the keys first: once a secret is destroyed in the vault, nothing sealed under it opens, whatever happens to the
 * rows.
 *
 * <p>
 * The order is: destroy the secrets, commit that the place is gone, purge what is left of it. A failure after the first step leaves
 * a place that opens nothing and can be erased again; one after the second is made good by {@link #purge()}, with the next erasure
 * of anything or at the next start.
 */
public final class Erasure {
  private static final int PLACES_AT_ONCE = 100;
  private static final int MOST_ROWS_AT_ONCE = 512;
  private static final int FIRST_ROWS_AT_ONCE = 8;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Below below;
  private final ProvisioningLock lock;
  private final Consumer<Scope> forget;

  /**
   * Erases.
   *
   * @param forget
   *          drops what is in memory of a place and of all below it
   */
  Erasure(MailStore store, KeyLadder ladder, Changes changes, Below below, ProvisioningLock lock,
      Consumer<Scope> forget) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.below = below;
    this.lock = lock;
    this.forget = forget;
  }

  public void erase(Scope place) {
    lock.whileRotating(place.tenant(), () -> {
      if (store.read(transaction -> transaction.standing(place)) != Standing.ERASED) {
        destroySecrets(place);
        commit(place);
      }
      return place;
    });
    purge();
  }

  private void destroySecrets(Scope place) {
    ladder.erase(place);
    if (place instanceof Scope.OfTenant tenant) {
      below.workspaces(tenant).forEach(ladder::erase);
    }
    forget.accept(place);
  }

  private void commit(Scope place) {
    changes.make(transaction -> {
      Rungs.setStanding(transaction, place, Standing.ERASED);
      transaction.events().append(changes.event(EventType.ERASED, place));
      return place;
    }, forget, () -> forget.accept(place));
  }

  /** Removes what is left of erased places; to be called at the start too. */
  public void purge() {
    List<Scope> left = unpurged();
    while (!left.isEmpty()) {
      left.forEach(this::purge);
      left = unpurged();
    }
  }

  private List<Scope> unpurged() {
    return store.read(transaction -> transaction.unpurged(PLACES_AT_ONCE));
  }

  /** As many rows at once as go quickly: how much hangs on each was its sender's choice, and everybody's writes wait. */
  private void purge(Scope place) {
    ladder.erase(place);
    int rows = FIRST_ROWS_AT_ONCE;
    boolean done = false;
    while (!done) {
      long begun = System.nanoTime();
      done = purged(place, rows);
      boolean wasLong = System.nanoTime() - begun > LONG_NANOS;
      rows = wasLong ? Math.max(1, rows / 2) : Math.min(MOST_ROWS_AT_ONCE, rows * 2);
    }
  }

  private boolean purged(Scope place, int rows) {
    return store.write(transaction -> transaction.purge(place, rows));
  }
}
