package dev.postroom.testkit.smtp;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Where conversations wait until they are told to go on, or the peer is closed. */
final class PeerPatience {
  private final Phaser releases = new Phaser(1);
  private final AtomicInteger waiting = new AtomicInteger();

  /** Waits; false when the peer was closed meanwhile. */
  boolean awaitRelease() {
    // Before anybody can see that this waits, and tell it to go on.
    int phase = releases.getPhase();
    waiting.incrementAndGet();
    try {
      return releases.awaitAdvance(phase) >= 0;
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Waits for a while; false when there is nothing to wait for any more. */
  boolean pause(Duration pause) {
    int phase = releases.getPhase();
    try {
      releases.awaitAdvanceInterruptibly(phase, pause.toMillis(), TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException over) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  int waiting() {
    return waiting.get();
  }

  void release() {
    releases.arrive();
  }

  void end() {
    releases.forceTermination();
  }
}
