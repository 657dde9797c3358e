package dev.postroom.store.h2;

import dev.postroom.error.PostroomException;
import dev.postroom.spi.store.ContentRef;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A thread of the store with a connection of its own, on which all that touches the database runs: interrupts of callers never
 * reach the database, and virtual threads never wait on its locks.
 */
abstract class Worker implements Runnable {
  /** What the database cannot be trusted after. */
  static final class BrokenException extends Exception {
    private static final long serialVersionUID = 1L;
    private final Throwable reason;

    BrokenException(Throwable reason) {
      super(reason);
      this.reason = reason;
    }

    Throwable reason() {
      return reason;
    }
  }

  private final String ended;
  private final StoreState state;
  private final Thread thread;
  private final JobQueue queue;
  private final int most;
  private final List<Job<?>> taken = new ArrayList<>();
  private final Suspicion suspicion = new Suspicion();
  private volatile long busySince = System.nanoTime();
  private volatile boolean busy;

  Worker(String name, JobQueue queue, int most, StoreState state) {
    this.ended = name + " failed";
    this.thread = Thread.ofPlatform().daemon(true).name("postroom-store-" + name).unstarted(this);
    this.queue = queue;
    this.state = state;
    this.most = most;
  }

  void start() {
    thread.start();
  }

  @Override
  public final void run() {
    while (queue.await(most, patience())) {
      busySince = System.nanoTime();
      busy = true;
      taken.clear();
      try {
        serve();
      } catch (BrokenException broken) {
        giveUp(broken.reason());
      } catch (Throwable unforeseen) {
        giveUp(unforeseen);
      }
      busy = false;
    }
  }

  /** How long to wait for more calls than one. */
  JobQueue.Patience patience() {
    return JobQueue.Patience.NONE;
  }

  /** Takes calls, and answers all of them, or throws. */
  abstract void serve() throws BrokenException;

  /** The call whose turn it is, unless there is none now, or as many are taken as may be. */
  Optional<Job<?>> take(Shares shares) {
    Optional<Job<?>> next = taken.size() < most ? queue.next(shares) : Optional.empty();
    next.ifPresent(taken::add);
    return next;
  }

  private void giveUp(Throwable failure) {
    state.fail(ended, failure, taken);
  }

  /** Runs the work; returns what to tell its caller when it failed by its own fault. */
  static Outcome attempt(Job<?> job, WorkUnit unit) {
    try {
      job.run(unit);
      return new Outcome.Done(unit.freed());
    } catch (PostroomException known) {
      return new Outcome.Refused(known);
    } catch (VirtualMachineError fatal) {
      return fatal instanceof StackOverflowError ? new Outcome.Refused(fatal) : new Outcome.Broken(fatal);
    } catch (RuntimeException | Error thrown) {
      return Failures.fromDatabase(thrown).map(Worker::outcome).orElse(new Outcome.Refused(thrown));
    } finally {
      // Work may have set the flag on its own thread, which is ours.
      Thread.interrupted();
    }
  }

  private static Outcome outcome(SQLException failure) {
    return Failures.refusal(failure).<Outcome>map(Outcome.Refused::new).orElseGet(() -> new Outcome.Broken(failure));
  }

  /** How a piece of work ended. */
  sealed interface Outcome {

    /** It ran through, and these contents are free once it is committed. */
    record Done(List<ContentRef> freed) implements Outcome {}

    /** It failed, and the database is well. */
    record Refused(Throwable failure) implements Outcome {}

    /** The database failed. */
    record Broken(Throwable failure) implements Outcome {}
  }

  boolean isCurrentThread() {
    return thread.equals(Thread.currentThread());
  }

  /** It is not stuck: some of what it was given is done. */
  void progressed() {
    busySince = System.nanoTime();
  }

  /**
   * Whether it has been at one thing for so long, and still is so long after that was first seen: when the whole process stood still,
   * as a machine that is moved does, everything in it looks as if it had been busy all that time.
   */
  boolean isStuckFor(Duration time) {
    if (!busy) {
      return false;
    }
    long since = busySince;
    long now = System.nanoTime();
    return now - since > time.toNanos() && suspicion.isOlderThan(time, since, now);
  }

  /** Waits for the end of the thread, whatever interrupts; false when it does not end in time. */
  boolean join(Duration time) {
    return Uninterrupted.join(thread, time);
  }
}
