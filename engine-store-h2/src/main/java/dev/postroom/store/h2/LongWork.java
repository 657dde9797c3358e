package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/** Work on a whole store, done one at a time. The close ends what is under way at its next step, and waits until it has ended. */
final class LongWork implements AutoCloseable {
  private final Semaphore turn = new Semaphore(1);
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
