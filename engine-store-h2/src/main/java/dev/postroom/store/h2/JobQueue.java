package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a thread of the store, in a line for each workspace. Lines take turns, so that who makes a thousand calls at once
 * waits for them himself, and others for one of them. Every waiting call is a waiting caller, so it needs no bound of its own.
 */
final class JobQueue {
  private final Map<Optional<Scope>, Line> lines = new HashMap<>();
  /** Those in which somebody waits, the one whose turn is next first. */
  private final Deque<Line> turns = new ArrayDeque<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int size;
  private int worthTaking = 1;
  private @Nullable Supplier<RuntimeException> refusal;

  /** How many calls are worth waiting for, and how long, once there is one. */
  record Patience(int calls, long nanos) {
    static final Patience NONE = new Patience(1, 0);
  }

  /** Those of one workspace. */
  private record Line(Optional<Scope> whose, Deque<Job<?>> jobs) {}

  void add(Job<?> job) {
    lock.lock();
    try {
      if (refusal != null) {
        throw refusal.get();
      }
      enqueue(job);
      if (size == 1 || size >= worthTaking) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(Job<?> job) {
    Line line = lines.computeIfAbsent(job.line(), whose -> new Line(whose, new ArrayDeque<>()));
    if (line.jobs().isEmpty()) {
      turns.add(line);
    }
    line.jobs().add(job);
    size++;
  }

  private Job<?> next() {
    Line line = turns.remove();
    Job<?> job = line.jobs().remove();
    if (line.jobs().isEmpty()) {
      lines.remove(line.whose());
    } else {
      turns.add(line);
    }
    size--;
    return job;
  }

  /** Waits for calls, and as long as it is told for more of them; none when the queue is closed and empty. */
  List<Job<?>> take(int most, Patience patience) {
    lock.lock();
    try {
      while (size == 0 && refusal == null) {
        changed.awaitUninterruptibly();
      }
      gather(Math.min(most, patience.calls()), patience.nanos());
      List<Job<?>> taken = new ArrayList<>();
      while (size > 0 && taken.size() < most) {
        taken.add(next());
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
      while (size < calls && refusal == null && left > 0) {
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
      return size;
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
      while (size > 0) {
        next().refuse(failure.get());
      }
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
