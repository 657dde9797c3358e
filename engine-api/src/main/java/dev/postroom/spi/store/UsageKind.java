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
  COMPLAINTS
}
