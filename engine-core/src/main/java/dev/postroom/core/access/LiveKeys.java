package dev.postroom.core.access;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.MailStore;
import java.util.Collection;
import java.util.Optional;

/**
 * What is stored of keys, cached and never stale. A key goes with its place: once that is erased there is no such key, however much
 * of it is still cached or not purged yet.
 */
public final class LiveKeys {
  private static final int MOST_KEYS = 200_000;

  private final LiveCache<KeyId, Optional<KeyRecord>> keys;
  private final LiveStandings standings;

  public LiveKeys(MailStore store, LiveStandings standings, Undecided undecided) {
    this.standings = standings;
    this.keys = new LiveCache<>(MOST_KEYS, undecided, id -> store.read(transaction -> transaction.findKey(id)));
  }

  public Optional<KeyRecord> find(KeyId id) {
    return keys.get(id).filter(key -> standings.of(key.scope()) != Standing.ERASED);
  }

  /** Some keys may have been changed; nobody knows which. */
  public void unknown() {
    keys.dropAll();
  }

  /** These keys were changed, and the change is committed. */
  public void changed(Collection<KeyId> ids) {
    keys.drop(ids);
  }
}
