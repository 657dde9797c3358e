package dev.postroom.smtp;

import java.time.Duration;

/** The monotonic time that deadlines are reckoned in: nanoseconds since this class was loaded, so that plain comparison works. */
final class Ticks {
  static final long NEVER = Long.MAX_VALUE;
  private static final long ORIGIN = System.nanoTime();

  private Ticks() {}

  static long now() {
    return System.nanoTime() - ORIGIN;
  }

  static long after(Duration wait) {
    return now() + wait.toNanos();
  }
}
