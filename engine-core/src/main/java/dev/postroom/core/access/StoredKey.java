package dev.postroom.core.access;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.LiveTable;
import dev.postroom.id.KeyId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of a key, and the standing of the place that it is bound to, as of one moment.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * It is an entry of the table of keys and what an open session holds on to, so that both need no other look: name, stamp, standing, the
 * stamp of the standing and the mark of its use lie in one object, and to judge whether it still holds is to compare numbers. The tenant
 * is kept as the number that its stamps go by. That there is no such key is an entry too, or who guesses keys would ask the store each
 * time. The only thing that changes is whether a use was marked, which decides nothing.
 */
final class StoredKey extends LiveTable.Entry {
  private static final AtomicIntegerFieldUpdater<StoredKey> MARKED =
      AtomicIntegerFieldUpdater.newUpdater(StoredKey.class, "marked");

  private final @Nullable KeyRecord record;
  private final Standing standing;
  private final int tenant;
  private final long standingStamp;
  private volatile int marked;
  private volatile Instant notedAt;

  private StoredKey(KeyId id, long stamp, @Nullable KeyRecord record, Standing standing, int tenant,
      long standingStamp) {
    super(id.value().getMostSignificantBits(), id.value().getLeastSignificantBits(), stamp);
    this.record = record;
    this.standing = standing;
    this.tenant = tenant;
    this.standingStamp = standingStamp;
    this.notedAt = record().flatMap(KeyRecord::lastUsedAt).orElse(Instant.MIN);
  }

  /** There is no such key, or its place is erased. */
  static StoredKey none(KeyId id, long stamp) {
    return new StoredKey(id, stamp, null, Standing.ERASED, 0, 0);
  }

  /** A key whose place had this standing after the stamp. */
  static StoredKey of(KeyRecord record, long stamp, Standing standing, long standingStamp) {
    return new StoredKey(record.id(), stamp, record, standing, record.scope().tenant().hashCode(),
        standingStamp);
  }

  /** What the stamps of a key go by. */
  static int stripe(KeyId id) {
    return (int) id.value().getLeastSignificantBits();
  }

  int stripe() {
    return (int) low();
  }

  Optional<KeyRecord> record() {
    return Optional.ofNullable(record);
  }

  /** Whether the standing is that of now. */
  boolean stands(LiveStandings standings) {
    return record == null || standings.isStill(tenant, standingStamp);
  }

  /** Whether this is the very place that the key is bound to. */
  boolean isOf(Scope place) {
    return record != null && record.scope().equals(place);
  }

  /** The standing of the place that the key is bound to. */
  Standing standing() {
    return standing;
  }

  /**
   * The moment to judge the key by. The end of a key may fall into a millisecond, so it takes the time to the nanosecond; for a key
   * without an end one moment is as good as another, and the clock is not read.
   */
  Instant moment(Clock clock) {
    boolean ends = record != null && record.expiresAt().isPresent();
    return ends ? clock.instant() : Instant.EPOCH;
  }

  /** Marks that the key was used; true when it was not marked before. */
  boolean mark() {
    return marked == 0 && MARKED.getAndSet(this, 1) == 0;
  }

  /** The next use is to be marked again. */
  void unmark() {
    marked = 0;
  }

  /** The use that was noted last, as far as is known here; long ago when none is. */
  Instant notedAt() {
    return notedAt;
  }

  void notedAt(Instant use) {
    notedAt = use;
  }

  @Override
  protected boolean isNothing() {
    return record == null;
  }
}
