package dev.postroom.store.h2;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits to the end although the thread is interrupted, and sets the flag again. */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Runs a task on a thread that nobody else knows and so cannot interrupt, and waits for it. */
  static <T> T call(String name, Duration time, Callable<T> task) throws ExecutionException, TimeoutException {
    return get(begin(name, task), time);
  }

  /** Begins a task on such a thread. */
  static <T> CompletableFuture<T> begin(String name, Callable<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.ofPlatform().daemon(true).name(name).start(() -> {
      try {
        result.complete(task.call());
      } catch (Throwable failure) {
        result.completeExceptionally(failure);
      }
    });
    return result;
  }

  /** Waits for a result for at most so long. */
  static <T> T get(CompletableFuture<T> result, Duration time) throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    long end = System.nanoTime() + time.toNanos();
    try {
      while (true) {
        try {
          return result.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException told) {
          interrupted = true;
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  static boolean join(Thread thread, Duration time) {
    boolean interrupted = false;
    long end = System.nanoTime() + time.toNanos();
    try {
      while (true) {
        try {
          return thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        } catch (InterruptedException told) {
          interrupted = true;
        }
      }
    } finally {
      restore(interrupted);
    }
  }

  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
