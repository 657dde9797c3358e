package dev.postroom.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Does later what has been answered already, and is always some way behind: what a kill reveals. */
final class Haste {
  private static final int MOST_BEHIND = 50;

  /** Something to be done. */
  @FunctionalInterface
  interface Act {
    void run() throws IOException;
  }

  private final Semaphore room = new Semaphore(MOST_BEHIND);
  private final Executor thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("haste").factory());

  /** Has it done after whatever else is still to be done. */
  void later(Act act) {
    room.acquireUninterruptibly();
    thread.execute(() -> {
      try {
        now(act);
      } finally {
        room.release();
      }
    });
  }

  /** As it should be. */
  static void now(Act act) {
    try {
      act.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
