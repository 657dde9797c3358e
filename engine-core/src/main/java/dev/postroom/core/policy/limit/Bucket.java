package dev.postroom.core.policy.limit;

/**
 * What was taken at a rate and has not come back yet. Counted in tokens times the milliseconds of the window: so a token costs a whole
 * number, a millisecond gives a whole number back, and nothing is ever rounded, whatever the limit. The limit comes with each call,
 * so it may change and what was taken stays taken.
 *
 * <p>
 * What is given back is only what has not come back by itself since it was taken. So whoever takes, waits and gives back has gained
 * nothing, and over any time no more is taken and kept than the limit and what came back in that time.
 *
 * <p>
 * Safe for many threads. A lock, since what is taken and when it was looked at last belong together: they do not fit in one long
 * without rounding, and an object for the two would be made anew with each taking.
 */
final class Bucket {
  /** More than anybody sends in an hour, and little enough to be multiplied with one. */
  private static final long MOST = 1_000_000_000_000L;

  /** A thread that comes later may have looked at the clock before: within this, the clock was not set back. */
  private static final long LATE = 1_000;

  private final long window;
  private long taken;
  private long seenAt;

  /** A full bucket of a window of so many milliseconds. */
  Bucket(long window) {
    this.window = window;
  }

  /** Takes so many at once, if so many are there. */
  synchronized boolean take(long amount, long limit, long now) {
    if (amount > limit || missing(amount, limit, now) > 0) {
      return false;
    }
    taken += bounded(amount) * window;
    return true;
  }

  /** Puts back what was taken at a moment and not used, as far as it would not be back now. */
  synchronized void giveBack(long amount, long limit, long takenAt, long now) {
    long cameBack = Math.clamp(now - takenAt, 0, window) * bounded(limit);
    taken = Math.max(0, taken - Math.max(0, bounded(amount) * window - cameBack));
  }

  /** In how many milliseconds so many are there, if they ever are and nobody else takes any. */
  synchronized long millisUntil(long amount, long limit, long now) {
    return Math.ceilDiv(Math.max(0, missing(amount, limit, now)), Math.max(1, bounded(limit)));
  }

  private long missing(long amount, long limit, long now) {
    comeBack(bounded(limit), now);
    return taken + bounded(amount) * window - bounded(limit) * window;
  }

  /** A clock that was set back gives nothing back, and takes nothing away. */
  private void comeBack(long limit, long now) {
    long passed = Math.clamp(now - seenAt, 0, window);
    taken = Math.max(0, taken - passed * limit);
    if (now >= seenAt || seenAt - now > LATE) {
      seenAt = now;
    }
  }

  private static long bounded(long amount) {
    return Math.min(amount, MOST);
  }
}
