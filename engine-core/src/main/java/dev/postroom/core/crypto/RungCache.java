package dev.postroom.core.crypto;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The open keys of one rung, bounded. It holds futures: whoever comes first puts its own in and loads, in its own thread and
 * outside of any lock of the map, and the others wait for that one; a slow KMS blocks only who needs the same key.
 *
 * <p>
 * The future is in the map before its load looks at the rung above. So when the caches are emptied from the top downwards, after
 * the vault was changed, every load that could have seen the old state is either in the map and removed, or begins later and
 * sees the new one. A removed future still answers those who wait for it, and nobody else.
 *
 * @param <S>
 *          the scopes of this rung
 * @param <V>
 *          its open keys
 */
final class RungCache<S extends Scope, V> {
  private static final int ATTEMPTS = 4;

  private final Cache<S, CompletableFuture<V>> open;
  private final Function<S, V> load;

  RungCache(int size, Function<S, V> load) {
    this.open = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
    this.load = load;
  }

  V get(S scope) {
    CompletableFuture<V> present = open.getIfPresent(scope);
    return present == null ? loaded(scope, ATTEMPTS) : await(present);
  }

  /** Whether its keys are at hand, and nobody is just loading them. */
  boolean isOpen(S scope) {
    CompletableFuture<V> present = open.getIfPresent(scope);
    return present != null && present.isDone() && !present.isCompletedExceptionally();
  }

  boolean has(S scope) {
    return open.getIfPresent(scope) != null;
  }

  /** Drops what is open at the scope and below it, loads that are under way included. */
  void forget(Scope scope) {
    open.asMap().keySet().removeIf(scope::covers);
  }

  private V loaded(S scope, int attempts) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> present = open.asMap().putIfAbsent(scope, mine);
    if (present != null) {
      return await(present);
    }
    try {
      V keys = loadOrLoadAgain(scope, mine, attempts);
      mine.complete(keys);
      return keys;
    } catch (Throwable e) {
      open.asMap().remove(scope, mine);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  /** A load that was overtaken by a change of the ladder may have seen half of it: it is done again. */
  private V loadOrLoadAgain(S scope, CompletableFuture<V> mine, int attempts) {
    try {
      return load.apply(scope);
    } catch (PostroomException e) {
      boolean overtaken = !open.asMap().remove(scope, mine);
      if (overtaken && attempts > 1 && e.reason() == FailureReason.SEAL_BROKEN) {
        return loaded(scope, attempts - 1);
      }
      throw e;
    }
  }

  private static <V> V await(CompletableFuture<V> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
