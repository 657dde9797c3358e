package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.MasterKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A master key of the host, which may hang: nobody waits for a call longer than for so long, and one that nobody waits for any more is
 * interrupted. Calls are made in a few threads of the system, which end when there is nothing to do: what hangs in spite of that takes no
 * more than those, and a call that holds a monitor keeps no virtual thread's carrier from others (JDK 21).
 */
final class TimelyMasterKey implements MasterKey {
  /** How long the port may take at most. */
  static final Duration USUAL = Duration.ofSeconds(10);

  private static final int THREADS = 64;

  private final MasterKey key;
  private final Duration time;
  private final ThreadPoolExecutor threads = new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.SECONDS,
      new LinkedBlockingQueue<>(), Thread.ofPlatform().daemon(true).name("postroom-master-key-", 1).factory());

  TimelyMasterKey(MasterKey key, Duration time) {
    this.key = key;
    this.time = time;
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public String id() {
    return key.id();
  }

  @Override
  public byte[] wrap(byte[] secret, byte[] associatedData) {
    return answer(() -> key.wrap(secret, associatedData));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
    return answer(() -> key.unwrap(wrapped, associatedData));
  }

  /** Waits whatever interrupts. A call whose turn does not come in time is not made. */
  private byte[] answer(Supplier<byte[]> call) {
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    FutureTask<?> making = new FutureTask<>(() -> make(call, answer), null);
    try {
      threads.execute(making);
      return answer.orTimeout(time.toNanos(), TimeUnit.NANOSECONDS).join();
    } catch (OutOfMemoryError noThread) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key cannot be asked now", noThread);
    } catch (CompletionException failed) {
      throw switch (failed.getCause()) {
        case TimeoutException late -> givenUp(making, late);
        case RuntimeException thrown -> thrown;
        case Error thrown -> throw thrown;
        case null, default -> failed;
      };
    }
  }

  private static void make(Supplier<byte[]> call, CompletableFuture<byte[]> answer) {
    try {
      answer.complete(call.get());
    } catch (Throwable thrown) {
      answer.completeExceptionally(thrown);
    }
  }

  private SealException givenUp(FutureTask<?> making, TimeoutException late) {
    making.cancel(true);
    threads.remove(making);
    return new SealException(FailureReason.SEAL_UNAVAILABLE, "the master key did not answer in time", late);
  }
}
