package dev.postroom.spi.store;

import dev.postroom.policy.Limits;
import java.time.LocalDate;

/** What is limited and counted of exactly one place, or of one key. */
public interface LimitTable {

  /**
   * The limits.
   *
   * @return the limits, in any order; none when none were set
   */
  Limits limits();

  /**
   * Sets all limits anew.
   *
   * @param limits
   *          the limits
   */
  void setLimits(Limits limits);

  /**
   * What was counted, less what was taken back; below zero when more was taken back in these days.
   *
   * @param kind
   *          of this
   * @param first
   *          from this calendar day on, in UTC
   * @param last
   *          to this calendar day, in UTC, with it
   * @return the sum
   */
  long counted(UsageKind kind, LocalDate first, LocalDate last);

  /**
   * Counts.
   *
   * @param kind
   *          of this
   * @param day
   *          the calendar day, in UTC
   * @param amount
   *          how many; may be negative, to take back
   */
  void count(UsageKind kind, LocalDate day, long amount);
}
