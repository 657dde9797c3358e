package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that wait for a thread of the store, in a line for each workspace. Lines take turns, so that who makes a thousand calls at once
 * waits for them himself, and others for a few of them. A call that is made for no place is a line by itself. A caller who has given up
 * takes no turn: or those who are late and ask again would hold up themselves. So what waits is as much as there are callers, and needs
 * no bound of its own.
 */
final class JobQueue {
  private final Map<Scope, Line> lines = new HashMap<>();
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

  /** Those of one workspace, or one of nobody. */
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
    Line line = job.line()
        .map(whose -> lines.computeIfAbsent(whose, absent -> new Line(job.line(), new ArrayDeque<>())))
        .orElseGet(() -> new Line(Optional.empty(), new ArrayDeque<>()));
    if (line.jobs().isEmpty()) {
      turns.add(line);
    }
    line.jobs().add(job);
    size++;
  }

  /**
   * Waits for a call, and as long as it is told for more of them, but never for more than are taken at most; false when the queue is
   * closed and empty.
   */
  boolean await(int most, Patience patience) {
    lock.lock();
    try {
      while (size == 0 && refusal == null) {
        changed.awaitUninterruptibly();
      }
      gather(Math.min(most, patience.calls()), patience.nanos());
      return size > 0 || refusal == null;
    } finally {
      lock.unlock();
    }
  }

  /** The call whose turn it is, of those lines that may still have a part; none when there is none now. */
  Optional<Job<?>> next(Shares shares) {
    lock.lock();
    try {
      for (int left = turns.size(); left > 0; left--) {
        Line line = turns.remove();
        passOverGivenUp(line);
        if (line.jobs().isEmpty()) {
          line.whose().ifPresent(lines::remove);
        } else if (shares.take(line.whose())) {
          return Optional.of(first(line));
        } else {
          turns.add(line);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Those who have waited longest are first, and have as long a patience as all others. */
  private void passOverGivenUp(Line line) {
    while (!line.jobs().isEmpty() && line.jobs().getFirst().isGivenUp()) {
      line.jobs().remove();
      size--;
    }
  }

  private Job<?> first(Line line) {
    Job<?> job = line.jobs().remove();
    if (line.jobs().isEmpty()) {
      line.whose().ifPresent(lines::remove);
    } else {
      turns.add(line);
    }
    size--;
    return job;
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
      turns.forEach(line -> line.jobs().forEach(job -> job.refuse(failure.get())));
      turns.clear();
      lines.clear();
      size = 0;
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
