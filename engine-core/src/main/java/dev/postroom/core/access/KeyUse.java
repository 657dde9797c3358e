package dev.postroom.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.error.PostroomException;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes when a key was last used, at most once an hour for each key and beside the call that used it.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Every call of every session uses a key, and to read the clock takes longer than all else that such a call asks. So a use only marks
 * the key, which is one look for most calls. The first mark reads the clock, and a moment later all that was marked since is dated by
 * what it read: so a use is noted as earlier than it was, by that moment at most, and never as later than the revocation of its key.
 * Nothing runs while nothing is used. Which keys are open is never judged by this.
 */
public final class KeyUse implements AutoCloseable {
  private static final Duration COARSENESS = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final MailStore store;
  private final Clock clock;
  private final Executor background;
  private final Queue<StoredKey> marked = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isDatingDue = new AtomicBoolean();
  private final CountDownLatch closing = new CountDownLatch(1);
  /** For who is looked up anew within the hour. */
  private final Cache<KeyId, Instant> noted = Caffeine.newBuilder().maximumSize(CacheShare.KEY_USES.entries()).build();

  public KeyUse(MailStore store, Executor background, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.background = background;
  }

  /** The key was used now. */
  void note(StoredKey key) {
    if (key.mark()) {
      marked.add(key);
      if (!isDatingDue.get()) {
        beginMoment();
      }
    }
  }

  private void beginMoment() {
    Instant begin = clock.instant();
    if (isDatingDue.compareAndSet(false, true)) {
      background.execute(() -> {
        waitForMoment();
        date(begin);
      });
    }
  }

  private void waitForMoment() {
    try {
      closing.await(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException atOnceThen) {
      Thread.currentThread().interrupt();
    }
  }

  /** Dates what is marked by now, and no more: who is marked meanwhile has begun a moment of its own. */
  private void date(Instant begin) {
    isDatingDue.set(false);
    try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int left = marked.size(); left > 0; left--) {
        StoredKey key = marked.poll();
        if (key == null) {
          return;
        }
        key.unmark();
        key.record().filter(record -> isDue(key, record, begin)).ifPresent(record -> {
          Instant used = begin.isBefore(record.createdAt()) ? record.createdAt() : begin;
          key.notedAt(used);
          noted.put(record.id(), used);
          writers.execute(() -> write(key, record, used));
        });
      }
    }
  }

  private boolean isDue(StoredKey key, KeyRecord record, Instant begin) {
    Instant last = Optional.ofNullable(noted.getIfPresent(record.id())).orElseGet(key::notedAt);
    return !begin.isBefore(last.plus(COARSENESS));
  }

  private void write(StoredKey key, KeyRecord record, Instant used) {
    try {
      store.write(record.scope(), transaction -> {
        table(transaction, record.scope()).used(record.id(), used);
        return record.id();
      });
    } catch (PostroomException theNextUseIsNotedAgain) {
      noted.invalidate(record.id());
      key.notedAt(Instant.MIN);
    }
  }

  private static KeyTable table(StoreTransaction transaction, Scope scope) {
    return transaction.tenant(scope.tenant()).keys();
  }

  /** What is marked is dated at once, by who waits for it in the background. */
  @Override
  public void close() {
    closing.countDown();
  }
}
