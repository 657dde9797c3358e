package dev.postroom.core.event;

import dev.postroom.core.cache.Undecided;
import dev.postroom.error.ClosedException;
import dev.postroom.spi.store.MailStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Changes that are open: the store was asked for them, has begun them, and could not say in time whether they are made.
 *
 * <p>
 * How is this designed, and why? Such a change may be committed long after its caller was told that nobody knows. What is cached can
 * only be put right once it is decided, for until then a read brings back what was there before. The store makes changes one after
 * the other, so a write that is begun now is answered only after all that were begun before it are made or undone. So one that
 * changes nothing is asked for, again and again until it is answered, and then is done what belongs after the open changes: that does
 * no harm where they were undone. Meanwhile nothing that is cached counts, see {@link Undecided}. When the store does not come back,
 * that stays so: it answers nobody then.
 *
 * <p>
 * Few are ever open, since what the store has not begun by the time that its caller goes is never begun: see {@link Afterwards}.
 */
final class LateOutcomes implements AutoCloseable {
  private static final Logger LOG = System.getLogger(LateOutcomes.class.getPackageName());
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final MailStore store;
  private final Undecided undecided = new Undecided();
  private final List<Runnable> open = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition closing = lock.newCondition();
  private boolean running;
  private boolean closed;

  LateOutcomes(MailStore store) {
    this.store = store;
  }

  Undecided undecided() {
    return undecided;
  }

  /**
   * A change is open.
   *
   * @param afterwards
   *          what is to be done once it is decided; done again if it throws
   */
  void add(Runnable afterwards) {
    undecided.begin();
    lock.lock();
    try {
      open.add(afterwards);
      if (!running && !closed) {
        running = true;
        Thread.ofVirtual().name("postroom-late-outcomes").start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    long pause = FIRST_PAUSE_MILLIS;
    for (List<Runnable> some = left(); !some.isEmpty(); some = left()) {
      if (isDecided() && areDone(some)) {
        pause = FIRST_PAUSE_MILLIS;
      } else {
        await(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  /** Those that are open now; none when there are none or it is no longer of interest, and then this thread ends. */
  private List<Runnable> left() {
    lock.lock();
    try {
      running = !closed && !open.isEmpty();
      return running ? List.copyOf(open) : List.of();
    } finally {
      lock.unlock();
    }
  }

  private boolean isDecided() {
    try {
      return store.write(nothing -> true);
    } catch (ClosedException over) {
      close();
      return false;
    } catch (RuntimeException | Error notYet) {
      return false;
    }
  }

  private boolean areDone(List<Runnable> some) {
    boolean all = true;
    for (Runnable afterwards : some) {
      all &= isDone(afterwards);
    }
    return all;
  }

  private boolean isDone(Runnable afterwards) {
    try {
      afterwards.run();
    } catch (RuntimeException | Error failed) {
      LOG.log(Level.DEBUG, "what belongs after a change is put off", failed);
      return false;
    }
    lock.lock();
    try {
      open.remove(afterwards);
    } finally {
      lock.unlock();
    }
    undecided.end();
    return true;
  }

  private void await(long millis) {
    lock.lock();
    try {
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (!closed && left > 0) {
        left = closing.awaitNanos(left);
      }
    } catch (InterruptedException nobodyDoes) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for nothing any more. What is open stays so: whoever opens the store again reads it anew. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      closing.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
