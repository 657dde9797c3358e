package dev.postroom.core.cache;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What is stored, cached and never stale. A change is committed first, and then what it changes is dropped here before the change is
 * answered.
 *
 * <p>
 * How is this designed, and why? A read that was under way at the commit may come back with what was there before it. So what is kept
 * is the read itself, from when it begins: to drop an entry is to forget its read, and what that brings is kept no more. Who asks
 * meanwhile waits for the read of another, with no lock in the hand, since a virtual thread that waits in a monitor keeps its carrier
 * (JDK 21). While a change is undecided nothing that is here counts, and nothing is kept.
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
  private final Supplier<AsyncCache<K, V>> beginning;
  private volatile AsyncCache<K, V> entries;

  /** A cache of so many entries, of which the least used go first. */
  public LiveCache(int mostEntries, Undecided undecided, Function<K, V> read) {
    this(undecided, read, () -> Caffeine.newBuilder().maximumSize(mostEntries).buildAsync());
  }

  /** The same, each of them for so long at most. */
  public LiveCache(int mostEntries, Duration longest, Undecided undecided, Function<K, V> read) {
    this(undecided, read,
        () -> Caffeine.newBuilder().maximumSize(mostEntries).expireAfterWrite(longest).buildAsync());
  }

  private LiveCache(Undecided undecided, Function<K, V> read, Supplier<AsyncCache<K, V>> beginning) {
    this.undecided = undecided;
    this.read = read;
    this.beginning = beginning;
    this.entries = beginning.get();
  }

  /** The answer, read when it is not at hand. */
  public V get(K key) {
    return undecided.isAny() ? read.apply(key) : kept(key);
  }

  private V kept(K key) {
    AsyncCache<K, V> now = entries;
    CompletableFuture<V> there = now.getIfPresent(key);
    if (there == null) {
      CompletableFuture<V> own = new CompletableFuture<>();
      there = now.asMap().putIfAbsent(key, own);
      if (there == null) {
        return answered(key, own);
      }
    }
    return awaited(key, there);
  }

  private V answered(K key, CompletableFuture<V> own) {
    try {
      V answer = read.apply(key);
      own.complete(answer);
      return answer;
    } finally {
      // What failed is thrown to who asked. A future that ends by anything else than this is logged by the cache.
      own.cancel(false);
    }
  }

  /** The failure of another's read is for him; who waited for it tries for himself. */
  private V awaited(K key, CompletableFuture<V> there) {
    try {
      return there.join();
    } catch (CancellationException readOfAnotherFailed) {
      return read.apply(key);
    }
  }

  /** The answer when it is at hand; never reads, and waits for nobody who does. */
  public Optional<V> peek(K key) {
    return undecided.isAny() ? Optional.empty()
        : Optional.ofNullable(entries.getIfPresent(key))
            .filter(there -> there.isDone() && !there.isCompletedExceptionally())
            .map(CompletableFuture::join);
  }

  /** What this answers is changed, or may be, and the change is committed. */
  public void drop(K key) {
    entries.asMap().remove(key);
  }

  /** Any answer may be changed, and the change is committed. */
  public void dropAll() {
    entries = beginning.get();
  }
}
