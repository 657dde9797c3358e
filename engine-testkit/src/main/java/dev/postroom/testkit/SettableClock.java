package dev.postroom.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until a test moves it. In UTC; safe for use by many threads. */
public final class SettableClock extends Clock {
  private final AtomicReference<Instant> now;

  private SettableClock(Instant now) {
    this.now = new AtomicReference<>(now);
  }

  /**
   * A clock that stands at a time.
   *
   * @param start
   *          the time
   * @return the clock
   */
  public static SettableClock at(Instant start) {
    return new SettableClock(start);
  }

  /**
   * A clock that stands at the same ordinary day in every test.
   *
   * @return the clock
   */
  public static SettableClock standing() {
    return at(Instant.parse("2026-11-02T09:00:00Z"));
  }

  /**
   * Sets the time, forwards or back.
   *
   * @param time
   *          what the clock says from now on
   */
  public void set(Instant time) {
    now.set(time);
  }

  /**
   * Moves the time.
   *
   * @param by
   *          how far; negative to go back
   * @return what the clock says now
   */
  public Instant advance(Duration by) {
    return now.updateAndGet(time -> time.plus(by));
  }

  /**
   * Moves the time on by one millisecond, the finest that is stored anywhere.
   *
   * @return what the clock says now
   */
  public Instant tick() {
    return now.updateAndGet(time -> time.plus(1, ChronoUnit.MILLIS));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }
}
