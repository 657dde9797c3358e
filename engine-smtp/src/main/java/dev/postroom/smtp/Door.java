package dev.postroom.smtp;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a session stands when the listener is closed: whoever only waits for a client's next command can be sent away at once,
 * whoever is at work is let finish. The turn to {@link Standing#LEAVING} decides which of two threads may write.
 */
final class Door {
  /** What a session is doing. */
  enum Standing {
    /** Not talking SMTP yet: there is nothing to say. */
    ARRIVING,
    /** Waiting for a command. */
    LISTENING,
    /** Greeting, or doing a command. */
    WORKING,
    /** Being sent away by the thread that closes the listener. */
    LEAVING
  }

  private final AtomicReference<Standing> standing = new AtomicReference<>(Standing.ARRIVING);
  private final CountDownLatch farewell = new CountDownLatch(1);
  private volatile boolean closing;

  /** The session goes on with something else; false when it has been sent away, and must not touch its connection any more. */
  boolean turnTo(Standing next) {
    Standing before = standing.get();
    return before != Standing.LEAVING && standing.compareAndSet(before, next);
  }

  boolean isClosing() {
    return closing;
  }

  void announceClosing() {
    closing = true;
  }

  /** Takes the session over, if that is what it is doing. */
  boolean takeOver(Standing expected) {
    return standing.compareAndSet(expected, Standing.LEAVING);
  }

  void farewellSaid() {
    farewell.countDown();
  }

  /** Waits for the thread that took the session over; what that does is bounded in time. */
  void awaitFarewell() {
    try {
      farewell.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
