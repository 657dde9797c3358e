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
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Notes when a key was last used, at most once an hour for each key and beside the call that used it: a look-up for most calls. */
public final class KeyUse {
  private static final Duration COARSENESS = Duration.ofHours(1);
  private static final int MOST_KEYS = 200_000;

  private final MailStore store;
  private final Executor background;
  private final Cache<KeyId, Instant> noted = Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

  public KeyUse(MailStore store, Executor background) {
    this.store = store;
    this.background = background;
  }

  /** The key was used now, in milliseconds. */
  void note(StoredKey key, long now) {
    if (now >= key.notedUntil()) {
      key.record().ifPresent(record -> note(key, record, Instant.ofEpochMilli(now)));
    }
  }

  private void note(StoredKey key, KeyRecord record, Instant now) {
    Instant last = Optional.ofNullable(noted.getIfPresent(record.id())).or(record::lastUsedAt).orElse(Instant.MIN);
    if (now.isBefore(last.plus(COARSENESS))) {
      key.noteNextAt(last.plus(COARSENESS).toEpochMilli());
      return;
    }
    noted.put(record.id(), now);
    key.noteNextAt(now.plus(COARSENESS).toEpochMilli());
    background.execute(() -> write(key, record, now));
  }

  private void write(StoredKey key, KeyRecord record, Instant now) {
    try {
      store.write(transaction -> {
        table(transaction, record.scope()).used(record.id(), now);
        return record.id();
      });
    } catch (PostroomException theNextUseIsNotedAgain) {
      noted.invalidate(record.id());
      key.noteNextAt(Long.MIN_VALUE);
    }
  }

  private static KeyTable table(StoreTransaction transaction, Scope scope) {
    return transaction.tenant(scope.tenant()).keys();
  }
}
