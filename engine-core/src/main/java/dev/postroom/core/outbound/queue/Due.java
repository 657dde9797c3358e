package dev.postroom.core.outbound.queue;

import dev.postroom.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When a message is to leave, as somebody wants it. */
public final class Due {
  private static final Duration FARTHEST = Duration.ofDays(366);

  private Due() {}

  /**
   * The time, to the millisecond; now when it is past.
   *
   * @throws InvalidInputException
   *           when it is more than a year ahead
   */
  public static Instant checked(Instant wanted, Instant now) {
    if (wanted.isAfter(now.plus(FARTHEST))) {
      throw new InvalidInputException("sendAt: too far ahead (expected: within a year)");
    }
    return (wanted.isBefore(now) ? now : wanted).truncatedTo(ChronoUnit.MILLIS);
  }
}
