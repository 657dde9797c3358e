package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The calendar in UTC as it stands at a moment. */
public record Calendar(Instant now, LocalDate today) {

  /** The calendar at a moment. */
  public static Calendar at(Instant now) {
    return new Calendar(now, LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /** The day on which the running day or month began. */
  LocalDate begin(Window window) {
    return window == Window.MONTH ? today.withDayOfMonth(1) : today;
  }

  /** The last day of the running day or month. */
  LocalDate end(Window window) {
    return window == Window.MONTH ? today.withDayOfMonth(today.lengthOfMonth()) : today;
  }

  /** How long the running day or month still lasts. */
  Duration left(Window window) {
    Instant over = end(window).plusDays(1).atTime(LocalTime.MIN).toInstant(ZoneOffset.UTC);
    return Duration.between(now, over);
  }
}
