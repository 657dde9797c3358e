package dev.postroom.store.h2.file;

import java.io.IOException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets many threads share one force: who comes while one is under way waits for the next, which covers all that wait. A failed
 * force is final, since what it should have covered may be lost without a second one noticing.
 */
public final class GroupForce {

  /** What makes the octets safe. */
  @FunctionalInterface
  public interface Force {
    /** Covers everything that was written before the call. */
    void run() throws IOException;
  }

  private final Force force;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private long asked;
  private long covered;
  private boolean running;
  private @Nullable IOException failure;

  public GroupForce(Force force) {
    this.force = force;
  }

  /** Returns when everything that was written before the call is safe from a power cut. */
  public void await() throws IOException {
    lock.lock();
    try {
      long mine = ++asked;
      while (covered < mine) {
        refuseAfterFailure();
        if (running) {
          ended.awaitUninterruptibly();
        } else {
          lead();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void lead() throws IOException {
    long upTo = asked;
    running = true;
    @Nullable
    IOException failed = new IOException("the force did not end");
    lock.unlock();
    try {
      force.run();
      failed = null;
    } catch (IOException thrown) {
      failed = thrown;
    } finally {
      lock.lock();
      running = false;
      failure = failed;
      ended.signalAll();
    }
    refuseAfterFailure();
    covered = upTo;
  }

  private void refuseAfterFailure() throws IOException {
    if (failure != null) {
      throw new IOException("an earlier force failed", failure);
    }
  }
}
