package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Calls of a host's master key, which may hang: nobody waits for one longer than for so long. They are made in a few threads of the
 * system, which end when there is nothing to do: what hangs takes no more than those, and a call that holds a monitor keeps no virtual
 * thread's carrier from others (JDK 21).
 */
final class HostCalls {
  /** How long the port may take at most. */
  static final Duration USUAL = Duration.ofSeconds(10);

  private static final int THREADS = 64;

  private final Duration time;
  private final Executor threads;

  HostCalls(Duration time) {
    this.time = time;
    ThreadPoolExecutor few = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
        Thread.ofPlatform().daemon(true).name("postroom-master-key-", 1).factory());
    few.allowCoreThreadTimeOut(true);
    this.threads = few;
  }

  /**
   * The answer of a call, or what it throws. Waits whatever interrupts. A call whose turn does not come in time is not made.
   *
   * @throws SealException
   *           {@code SEAL_UNAVAILABLE} when there is none in time
   */
  <T> T answer(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, threads).orTimeout(time.toNanos(), TimeUnit.NANOSECONDS).join();
    } catch (CompletionException failed) {
      throw switch (failed.getCause()) {
        case RuntimeException thrown -> thrown;
        case Error thrown -> throw thrown;
        case null, default ->
            new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key did not answer in time", failed);
      };
    }
  }
}
