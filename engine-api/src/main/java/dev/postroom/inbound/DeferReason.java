package dev.postroom.inbound;

/** Why something is not accepted now; the sender should try again later. */
public enum DeferReason {
  /** The mailbox, its workspace or its tenant is suspended. */
  SUSPENDED,
  /** The mailbox has no room for the message. */
  MAILBOX_FULL,
  /** A rate or quota is used up. */
  LIMITED,
  /** The message has as many recipients as one transaction takes of its size; the others go into the next. */
  TOO_MANY_RECIPIENTS,
  /** The store is down. */
  STORE_UNAVAILABLE,
  /** The disk of the store is nearly full. */
  STORE_FULL,
  /** The key to seal with is not to be had now. */
  SEAL_UNAVAILABLE,
  /** The engine is closing. */
  CLOSING
}
