package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Work on a whole store, done one at a time, in the order in which it was asked for: a compaction copies contents for room that comes back
 * when the originals are deleted, and they are not while a backup copies them. The close ends what is under way at its next step, and
 * waits until it has ended.
 */
final class LongWork implements AutoCloseable {
  private final Semaphore turn = new Semaphore(1, true);
  private volatile boolean closed;

  <T> T run(Supplier<T> work) {
    turn.acquireUninterruptibly();
    try {
      requireOpen();
      return work.get();
    } finally {
      turn.release();
    }
  }

  /** To be asked before each step. */
  void requireOpen() {
    if (closed) {
      throw new ClosedException();
    }
  }

  @Override
  public void close() {
    closed = true;
    turn.acquireUninterruptibly();
    turn.release();
  }
}
