package dev.postroom.core.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is stored, cached and never stale. A change is committed first, and then what it changes is dropped here before the change is
 * answered.
 *
 * <p>
 * How is this designed, and why? A read that was under way at the commit may come back with what was there before it. Dropping one
 * entry waits for a read of that entry, so what the read puts in is dropped too. Dropping all entries of a map passes over those that
 * are being read; so all are dropped by leaving the map to the reads that are under way in it, and beginning a new one. While a change
 * is undecided nothing that is here counts, and nothing is kept.
 *
 * <p>
 * Safe for many threads. Only {@link #peek} may be asked inside of a transaction, for the others may have to read.
 *
 * @param <K>
 *          what is asked
 * @param <V>
 *          the answer; that there is nothing is an answer too
 */
public final class LiveCache<K, V> {
  private final Undecided undecided;
  private final Function<K, V> read;
  private final Supplier<LoadingCache<K, V>> beginning;
  private volatile LoadingCache<K, V> entries;

  /** A cache of so many entries, of which the least used go first. */
  public LiveCache(int mostEntries, Undecided undecided, Function<K, V> read) {
    this(undecided, read, () -> Caffeine.newBuilder().maximumSize(mostEntries).build(read::apply));
  }

  /** The same, each of them for so long at most. */
  public LiveCache(int mostEntries, Duration longest, Undecided undecided, Function<K, V> read) {
    this(undecided, read,
        () -> Caffeine.newBuilder().maximumSize(mostEntries).expireAfterWrite(longest).build(read::apply));
  }

  private LiveCache(Undecided undecided, Function<K, V> read, Supplier<LoadingCache<K, V>> beginning) {
    this.undecided = undecided;
    this.read = read;
    this.beginning = beginning;
    this.entries = beginning.get();
  }

  /** The answer, read when it is not at hand. */
  public V get(K key) {
    return undecided.isAny() ? read.apply(key) : entries.get(key);
  }

  /** The answer when it is at hand; never reads. */
  public Optional<V> peek(K key) {
    return undecided.isAny() ? Optional.empty() : Optional.ofNullable(entries.getIfPresent(key));
  }

  /** What this answers is changed, or may be, and the change is committed. */
  public void drop(K key) {
    entries.invalidate(key);
  }

  /** What these answer is changed, or may be, and the change is committed. */
  public void drop(Collection<K> keys) {
    entries.invalidateAll(keys);
  }

  /** Any answer may be changed, and the change is committed. */
  public void dropAll() {
    entries = beginning.get();
  }
}
