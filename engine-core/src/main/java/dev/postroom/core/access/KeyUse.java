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
import java.util.concurrent.Executor;

/** Notes when a key was last used, at most once an hour for each key and beside the call that used it: a look-up for most calls. */
public final class KeyUse {
  private static final Duration COARSENESS = Duration.ofHours(1);
  private static final int MOST_KEYS = 200_000;

  private final MailStore store;
  private final Executor background;
  private final Clock clock;
  private final Cache<KeyId, Instant> noted = Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

  public KeyUse(MailStore store, Executor background, Clock clock) {
    this.store = store;
    this.background = background;
    this.clock = clock;
  }

  void note(KeyRecord key) {
    Instant now = clock.instant();
    Instant last = noted.getIfPresent(key.id());
    if (last == null ? isRecent(key, now) : last.plus(COARSENESS).isAfter(now)) {
      return;
    }
    noted.put(key.id(), now);
    background.execute(() -> write(key, now));
  }

  private static boolean isRecent(KeyRecord key, Instant now) {
    return key.lastUsedAt().filter(used -> used.plus(COARSENESS).isAfter(now)).isPresent();
  }

  private void write(KeyRecord key, Instant now) {
    try {
      store.write(transaction -> {
        table(transaction, key.scope()).used(key.id(), now);
        return key.id();
      });
    } catch (PostroomException theNextUseIsNotedAgain) {
      noted.invalidate(key.id());
    }
  }

  private static KeyTable table(StoreTransaction transaction, Scope scope) {
    return transaction.tenant(scope.tenant()).keys();
  }
}
