package dev.postroom.policy;

import dev.postroom.error.InvalidInputException;

/**
 * How much there may be of something.
 *
 * @param kind
 *          of what
 * @param window
 *          in which time
 * @param amount
 *          how much at most, 0 or more
 */
public record Limit(Kind kind, Window window, long amount) {

  /** What is limited. */
  public enum Kind {
    /** Messages sent, whatever the number of their recipients. */
    SENDS,
    /** Recipients of messages sent. */
    RECIPIENTS,
    /** Messages received. */
    RECEIVES,
    /** Octets of messages that are kept. The message that reaches the limit is still taken. */
    STORED_OCTETS,
    /** Mailboxes that are there. */
    MAILBOXES,
    /** Domains that are claimed. */
    DOMAINS
  }

  /** The time over which is counted. */
  public enum Window {
    /** A rate: on average in a second, and in one go no more than that either. Forgotten by a restart. */
    SECOND,
    /** A rate: on average in an hour, and in one go no more than that either. Forgotten by a restart. */
    HOUR,
    /** A quota: in a calendar day in UTC. Kept over restarts. */
    DAY,
    /** A quota: in a calendar month in UTC. Kept over restarts. */
    MONTH,
    /** What is there at all. */
    TOTAL
  }

  /**
   * Checks that kind and window go together.
   *
   * @throws InvalidInputException
   *           when the amount is negative, or a thing that is there is limited in time, or one that happens is not
   */
  public Limit {
    if (amount < 0) {
      throw new InvalidInputException("amount: " + amount + " (expected: 0 or more)");
    }
    boolean happens = kind == Kind.SENDS || kind == Kind.RECIPIENTS || kind == Kind.RECEIVES;
    if (happens == (window == Window.TOTAL)) {
      throw new InvalidInputException("window: " + window + " (expected: one that goes with " + kind + ")");
    }
  }
}
