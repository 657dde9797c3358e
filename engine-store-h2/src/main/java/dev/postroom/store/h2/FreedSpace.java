package dev.postroom.store.h2;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the octets of deleted contents that lie among others, and wakes who waits for enough of them. */
final class FreedSpace {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long octets;
  private boolean closed;

  void add(long more) {
    lock.lock();
    try {
      octets += more;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there are so many, and begins to count anew. False when none will come any more. */
  boolean await(long enough) {
    lock.lock();
    try {
      while (octets < enough && !closed) {
        changed.awaitUninterruptibly();
      }
      octets = 0;
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
