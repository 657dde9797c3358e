package dev.postroom.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notes when a key was last used, at most once an hour for each key and beside the call that used it.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Every call of every session uses a key, and to read the clock takes longer than all else that such a call asks. So a use only marks
 * the key, which is one look for most calls. What is marked is dated together, a moment later and with one look at the clock; a use is
 * noted as late as that at most. Nothing runs while nothing is used. Which keys are open is never judged by this.
 */
public final class KeyUse {
  private static final Duration COARSENESS = Duration.ofHours(1);
  private static final Duration LATENESS = Duration.ofMillis(500);
  private static final int MOST_KEYS = 200_000;

  private final MailStore store;
  private final Clock clock;
  private final Executor background;
  private final Executor later;
  private final Queue<StoredKey> marked = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isDatingDue = new AtomicBoolean();
  private final Cache<KeyId, Instant> noted = Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

  public KeyUse(MailStore store, Executor background, Clock clock) {
    this.store = store;
    this.clock = clock;
    this.background = background;
    this.later = CompletableFuture.delayedExecutor(LATENESS.toMillis(), TimeUnit.MILLISECONDS, background);
  }

  /** The key was used now. */
  void note(StoredKey key) {
    if (key.mark()) {
      marked.add(key);
      if (!isDatingDue.getAndSet(true)) {
        later.execute(this::date);
      }
    }
  }

  private void date() {
    isDatingDue.set(false);
    Instant now = clock.instant();
    for (StoredKey key = marked.poll(); key != null; key = marked.poll()) {
      key.unmark();
      key.record().ifPresent(record -> date(record, now));
    }
  }

  private void date(KeyRecord record, Instant now) {
    Instant last = Optional.ofNullable(noted.getIfPresent(record.id())).or(record::lastUsedAt).orElse(Instant.MIN);
    if (!now.isBefore(last.plus(COARSENESS))) {
      noted.put(record.id(), now);
      background.execute(() -> write(record, now));
    }
  }

  private void write(KeyRecord record, Instant now) {
    try {
      store.write(transaction -> {
        table(transaction, record.scope()).used(record.id(), now);
        return record.id();
      });
    } catch (PostroomException theNextUseIsNotedAgain) {
      noted.invalidate(record.id());
    }
  }

  private static KeyTable table(StoreTransaction transaction, Scope scope) {
    return transaction.tenant(scope.tenant()).keys();
  }
}
