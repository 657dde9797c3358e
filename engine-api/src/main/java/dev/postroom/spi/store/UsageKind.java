package dev.postroom.spi.store;

/** What is counted of a place. */
public enum UsageKind {
  /** Messages sent. */
  SENDS,
  /** Recipients of messages sent. */
  RECIPIENTS,
  /** Messages received. */
  RECEIVES,
  /** Deliveries that the recipient's side has taken. */
  DELIVERED,
  /** Deliveries that it has refused for good or sent back. */
  BOUNCED,
  /** Complaints of recipients. */
  COMPLAINTS,
  /** Settled deliveries that count for no rate any more, for sending was resumed after them. */
  FORGIVEN_DELIVERIES,
  /** Bounces that count for no rate any more. */
  FORGIVEN_BOUNCES,
  /** Complaints that count for no rate any more. */
  FORGIVEN_COMPLAINTS
}
