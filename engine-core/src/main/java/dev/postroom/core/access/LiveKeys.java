package dev.postroom.core.access;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveTable;
import dev.postroom.core.cache.Stamps;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.MailStore;
import java.util.Collection;
import java.util.Optional;

/**
 * What is stored of keys, cached and never stale. A key goes with its place: once that is erased there is no such key, however much
 * of it is still cached or not purged yet.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * A key is looked up with each request of a server without sessions, and with each call of a session. So one look into a
 * {@link LiveTable} brings the key and the standing of its place together, and a session that has looked once only asks whether what it
 * saw {@link #isStill is still so}: whether neither the key nor a standing of its tenant was changed since, and no change is undecided.
 * These are some numbers to compare, however many keys there are.
 */
public final class LiveKeys {
  private static final int STRIPES = 1 << 14;

  private final MailStore store;
  private final LiveStandings standings;
  private final Undecided undecided;
  private final Stamps stamps = new Stamps(STRIPES);
  private final LiveTable<StoredKey> table = new LiveTable<>(CacheShare.KEYS.entries());

  public LiveKeys(MailStore store, LiveStandings standings, Undecided undecided) {
    this.store = store;
    this.standings = standings;
    this.undecided = undecided;
  }

  /** The key, and how its place stands. */
  StoredKey look(KeyId id) {
    boolean isDecided = !undecided.isAny();
    long stamp = stamp(id);
    Optional<StoredKey> known = isDecided
        ? table.find(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits(), stamp)
        : Optional.empty();
    return known.isPresent() && known.get().stands(standings) ? known.get() : read(id, stamp);
  }

  /** Whether a look now would bring the same. */
  boolean isStill(StoredKey seen) {
    return !undecided.isAny() && seen.stamp() == stamps.of(seen.stripe()) && seen.stands(standings);
  }

  private StoredKey read(KeyId id, long stamp) {
    Optional<KeyRecord> found = store.read(transaction -> transaction.findKey(id));
    if (found.isEmpty()) {
      return kept(StoredKey.none(id, stamp));
    }
    long standingStamp = standings.stamp(found.get().scope().tenant());
    Standing standing = standings.of(found.get().scope());
    return standing == Standing.ERASED
        ? StoredKey.none(id, stamp)
        : kept(StoredKey.of(found.get(), stamp, standing, standingStamp));
  }

  private StoredKey kept(StoredKey read) {
    table.put(read);
    return read;
  }

  /** Some keys may have been changed; nobody knows which. */
  public void unknown() {
    stamps.changedAll();
  }

  /** These keys were changed, and the change is committed. */
  public void changed(Collection<KeyId> ids) {
    ids.forEach(id -> stamps.changed(StoredKey.stripe(id)));
  }

  private long stamp(KeyId id) {
    return stamps.of(StoredKey.stripe(id));
  }
}
