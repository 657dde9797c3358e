package dev.postroom.store.h2;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times as the tables hold them: whole microseconds since 1970, which every database orders and compares alike. */
final class Micros {
  private static final long PER_SECOND = 1_000_000;
  private static final long LAST_SECOND = Long.MAX_VALUE / PER_SECOND - 1;

  private Micros() {}

  /** The microsecond that the time lies in; times beyond the year 294,000 become the last one. */
  static long of(Instant time) {
    if (Math.abs(time.getEpochSecond()) > LAST_SECOND) {
      return time.getEpochSecond() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    return time.getEpochSecond() * PER_SECOND + time.getNano() / 1_000;
  }

  /** The first microsecond that is not before the time, so that comparing stored times with it is exact. */
  static long notBefore(Instant time) {
    long micros = of(time);
    return micros == Long.MAX_VALUE || !time.isAfter(toInstant(micros)) ? micros : micros + 1;
  }

  static Instant toInstant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
