package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit;

/** What one message takes from the limits. */
public record Spend(long sends, long recipients, long receives) {
  /** A message that is received. */
  public static final Spend RECEIVED = received(1);

  /** So many messages that are received. */
  static Spend received(long messages) {
    return new Spend(0, 0, messages);
  }

  /** A message that is sent to so many. */
  public static Spend sent(int recipients) {
    return new Spend(1, recipients, 0);
  }

  /** How much of a kind; what does not happen but is there is not spent. */
  long of(Limit.Kind kind) {
    return switch (kind) {
      case SENDS -> sends;
      case RECIPIENTS -> recipients;
      case RECEIVES -> receives;
      case STORED_OCTETS, MAILBOXES, DOMAINS -> 0;
    };
  }
}
