package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls that wait for a thread of the store. Every waiting call is a waiting caller, so it needs no bound of its own. */
final class JobQueue {
  private final Deque<Job<?>> jobs = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int worthTaking = 1;
  private @Nullable Supplier<RuntimeException> refusal;

  /** How many calls are worth waiting for, and how long, once there is one. */
  record Patience(int calls, long nanos) {
    static final Patience NONE = new Patience(1, 0);
  }

  void add(Job<?> job) {
    lock.lock();
    try {
      if (refusal != null) {
        throw refusal.get();
      }
      jobs.add(job);
      if (jobs.size() == 1 || jobs.size() >= worthTaking) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for calls, and as long as it is told for more of them; none when the queue is closed and empty. */
  List<Job<?>> take(int most, Patience patience) {
    lock.lock();
    try {
      while (jobs.isEmpty() && refusal == null) {
        changed.awaitUninterruptibly();
      }
      gather(Math.min(most, patience.calls()), patience.nanos());
      List<Job<?>> taken = new ArrayList<>();
      while (!jobs.isEmpty() && taken.size() < most) {
        taken.add(jobs.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void gather(int calls, long nanos) {
    worthTaking = calls;
    try {
      long left = nanos;
      while (jobs.size() < calls && refusal == null && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException hurried) {
      // Then it takes what is there.
    } finally {
      worthTaking = 1;
    }
  }

  int size() {
    lock.lock();
    try {
      return jobs.size();
    } finally {
      lock.unlock();
    }
  }

  /** Takes no more calls; those that wait are still done. */
  void close() {
    end(ClosedException::new);
  }

  /** Takes no more calls and refuses those that wait. */
  void fail(Supplier<RuntimeException> failure) {
    lock.lock();
    try {
      jobs.forEach(job -> job.refuse(failure.get()));
      jobs.clear();
      end(failure);
    } finally {
      lock.unlock();
    }
  }

  private void end(Supplier<RuntimeException> reason) {
    lock.lock();
    try {
      if (refusal == null) {
        refusal = reason;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
