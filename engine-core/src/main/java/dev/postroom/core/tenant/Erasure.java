package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.error.ClosedException;
import dev.postroom.event.EventType;
import dev.postroom.spi.store.MailStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Erases places, the keys first: once a secret is destroyed in the vault, nothing sealed under it opens, whatever happens to the
 * rows.
 *
 * <p>
 * The order is: destroy the secrets, commit that the place is gone, purge what is left of it. A failure after the first step leaves
 * a place that opens nothing and can be erased again; one after the second is made good by {@link #purgeTheRest}, beside the next
 * erasure of anything or the next start. Who erases a place waits until nothing is left of it and of what is below it, and for nobody
 * else's.
 */
public final class Erasure implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Erasure.class.getPackageName());
  private static final int PLACES_AT_ONCE = 100;
  private static final int MOST_ROWS_AT_ONCE = 128;
  private static final int FIRST_ROWS_AT_ONCE = 8;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Below below;
  private final ProvisioningLock lock;
  private final Consumer<Scope> forget;
  private final Executor background;
  private final Lock oneAtATime = new ReentrantLock();
  private volatile Optional<String> problem = Optional.empty();
  private volatile boolean closed;

  /**
   * Erases.
   *
   * @param forget
   *          drops what is in memory of a place and of all below it
   * @param background
   *          runs what nobody waits for
   */
  Erasure(MailStore store, KeyLadder ladder, Changes changes, Below below, ProvisioningLock lock,
      Consumer<Scope> forget, Executor background) {
    this.store = store;
    this.ladder = ladder;
    this.changes = changes;
    this.below = below;
    this.lock = lock;
    this.forget = forget;
    this.background = background;
  }

  public void erase(Scope place) {
    lock.whileRotating(place.tenant(), () -> {
      if (store.read(Rungs.tenantOf(place), transaction -> transaction.standing(place)) != Standing.ERASED) {
        destroySecrets(place);
        commit(place);
      }
      return place;
    });
    purgeWithin(place);
    purgeTheRest();
  }

  private void destroySecrets(Scope place) {
    ladder.erase(place);
    if (place instanceof Scope.OfTenant tenant) {
      below.workspaces(tenant).forEach(ladder::erase);
    }
    forget.accept(place);
  }

  private void commit(Scope place) {
    changes.make(Rungs.tenantOf(place), transaction -> {
      Rungs.setStanding(transaction, place, Standing.ERASED);
      transaction.events().append(changes.event(EventType.ERASED, place));
      return place;
    }, forget, () -> {
      forget.accept(place);
      purgeTheRest();
    });
  }

  private void purgeWithin(Scope place) {
    List<Scope> left = unpurgedWithin(place);
    while (!left.isEmpty()) {
      left.forEach(this::purge);
      left = unpurgedWithin(place);
    }
  }

  private List<Scope> unpurgedWithin(Scope place) {
    return store.read(place, transaction -> transaction.unpurged(place, PLACES_AT_ONCE));
  }

  /** Removes what is left of all erased places, while nobody waits for it; to be called at the start too. */
  public void purgeTheRest() {
    background.execute(() -> {
      oneAtATime.lock();
      try {
        int left = purgedAll().size();
        problem = left == 0 ? Optional.empty() : Optional.of("erasure: places not purged yet: " + left);
      } catch (ClosedException goesOnAtTheNextStart) {
        LOG.log(Level.DEBUG, "closed before all erased places were purged");
      } catch (RuntimeException failure) {
        LOG.log(Level.WARNING, "erased places are not purged yet", failure);
        problem = Optional.of("erasure: places not purged yet: unknown");
      } finally {
        oneAtATime.unlock();
      }
    });
  }

  /** Purges what can be purged; answers what cannot. */
  private Set<Scope> purgedAll() {
    Set<Scope> failed = new HashSet<>();
    List<Scope> left = unpurgedBut(failed);
    while (!left.isEmpty()) {
      left.stream().filter(place -> !isPurged(place)).forEach(failed::add);
      left = unpurgedBut(failed);
    }
    return failed;
  }

  private List<Scope> unpurgedBut(Set<Scope> failed) {
    return store.<List<Scope>>read(transaction -> transaction.unpurged(PLACES_AT_ONCE + failed.size()))
        .stream()
        .filter(place -> !failed.contains(place))
        .toList();
  }

  private boolean isPurged(Scope place) {
    try {
      purge(place);
      return true;
    } catch (ClosedException closing) {
      throw closing;
    } catch (RuntimeException failure) {
      LOG.log(Level.WARNING, "an erased place is not purged yet", failure);
      return false;
    }
  }

  /** What kept erased places from being purged when that was tried last; nothing when all were. */
  public Optional<String> problem() {
    return problem;
  }

  /** As many rows at once as go quickly: how much hangs on each was its sender's choice, and everybody's writes wait. */
  private void purge(Scope place) {
    ladder.erase(place);
    int rows = FIRST_ROWS_AT_ONCE;
    boolean done = false;
    while (!done) {
      long begun = System.nanoTime();
      requireOpen();
      done = purged(place, rows);
      boolean wasLong = System.nanoTime() - begun > LONG_NANOS;
      rows = wasLong ? Math.max(1, rows / 2) : Math.min(MOST_ROWS_AT_ONCE, rows * 2);
    }
  }

  private boolean purged(Scope place, int rows) {
    return store.write(place, transaction -> transaction.purge(place, rows));
  }

  private void requireOpen() {
    if (closed) {
      throw new ClosedException();
    }
  }

  /** Ends what nobody waits for; it goes on at the next start. */
  @Override
  public void close() {
    closed = true;
  }
}
