package dev.postroom.policy;

import dev.postroom.error.InvalidInputException;

/**
 * When a mailbox pauses itself: above a rate of bounces or complaints over the last days, and only when it has sent enough for a rate
 * to mean something.
 *
 * @param days
 *          over how many calendar days, today among them, 1 to 31
 * @param minimumDeliveries
 *          with fewer settled deliveries in this time it never pauses itself, 1 or more
 * @param bounceRate
 *          the share of deliveries refused for good or sent back above which it pauses, 0 to 1
 * @param complaintRate
 *          the share of complaints above which it pauses, 0 to 1
 */
public record ReputationRule(int days, long minimumDeliveries, double bounceRate, double complaintRate) {
  /** The field's usual thresholds: 5 % bounces, 0.3 % complaints, over 7 days and at least 100 deliveries. */
  public static final ReputationRule USUAL = new ReputationRule(7, 100, 0.05, 0.003);

  /**
   * Checks the ranges.
   *
   * @throws InvalidInputException
   *           when one is out of its range
   */
  public ReputationRule {
    if (days < 1 || days > 31) {
      throw new InvalidInputException("days: " + days + " (expected: 1..31)");
    }
    if (minimumDeliveries < 1) {
      throw new InvalidInputException("minimumDeliveries: " + minimumDeliveries + " (expected: 1 or more)");
    }
    if (!(bounceRate >= 0 && bounceRate <= 1 && complaintRate >= 0 && complaintRate <= 1)) {
      throw new InvalidInputException("rate: out of range (expected: 0..1)");
    }
  }
}
