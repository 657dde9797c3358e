package dev.postroom.core.outbound;

import dev.postroom.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When to try a delivery again that failed for now: after 1, 5, 10, 20 and 40 minutes, 1 hour, 2 hours, and then every 4 hours,
 * each up to a tenth more or less, so that what failed together is not tried together. The first pauses are short since most of
 * these failures are greylisting or a restart. The last try is made when the time to live ends, whatever the pauses add up to.
 *
 * <p>
 * Safe for use by many threads if the source of randomness is.
 */
public final class RetrySchedule {
  /**
   * Five days: RFC 5321, section 4.5.4.1, asks for four or five at least, and mail servers keep to it. A system that is down from
   * Friday to a holiday on Monday gets its mail on Tuesday.
   */
  public static final Duration USUAL_TIME_TO_LIVE = Duration.ofDays(5);

  private static final List<Duration> PAUSES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(20),
          Duration.ofMinutes(40), Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4));
  private static final double JITTER = 0.1;

  private final RandomGenerator random;

  public RetrySchedule(RandomGenerator random) {
    this.random = random;
  }

  /**
   * The time of the next attempt.
   *
   * @param attempts
   *          how many failed, the one just made included
   * @param expiresAt
   *          when the delivery's time to live ends
   * @return later than now and not after the time to live, or nothing when that is over
   */
  public Optional<Instant> next(int attempts, Instant expiresAt, Instant now) {
    if (!now.isBefore(expiresAt)) {
      return Optional.empty();
    }
    Instant next = now.plus(jittered(pause(attempts)));
    return Optional.of(next.isBefore(expiresAt) ? next : expiresAt);
  }

  /** The pause after so many failed attempts, without jitter. */
  static Duration pause(int attempts) {
    if (attempts < 1) {
      throw new InvalidInputException("attempts: " + attempts + " (expected: 1 or more)");
    }
    return PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
  }

  private Duration jittered(Duration pause) {
    return Duration.ofMillis(Math.round(pause.toMillis() * random.nextDouble(1 - JITTER, 1 + JITTER)));
  }
}
