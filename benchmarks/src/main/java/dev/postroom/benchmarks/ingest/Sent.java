package dev.postroom.benchmarks.ingest;

import java.util.Arrays;

/**
 * Messages that were sent and taken.
 *
 * @param messages
 *          how many
 * @param nanos
 *          how long all of it took
 * @param medianWait
 *          how long one of them waited from DATA to 250, in milliseconds; not a number where that is not seen
 * @param longWait
 *          what all but a hundredth of them did not wait longer than
 */
record Sent(int messages, long nanos, double medianWait, double longWait) {
  private static final double NANOS = 1e9;
  private static final double NANOS_IN_MILLI = 1e6;

  static Sent of(long nanos, long... waits) {
    long[] sorted = waits.clone();
    Arrays.sort(sorted);
    return new Sent(waits.length, nanos, wait(sorted, 0.50), wait(sorted, 0.99));
  }

  static Sent unseen(int messages, long nanos) {
    return new Sent(messages, nanos, Double.NaN, Double.NaN);
  }

  private static double wait(long[] sorted, double part) {
    return sorted[(int) Math.round((sorted.length - 1) * part)] / NANOS_IN_MILLI;
  }

  double perSecond() {
    return messages * NANOS / nanos;
  }
}
