package dev.postroom.inbound;

/** The answer to one recipient, before the content is seen. */
public sealed interface RecipientAnswer {

  /** The recipient is routed to a mailbox whose key is at hand. */
  record Accepted() implements RecipientAnswer {}

  /**
   * Not now.
   *
   * @param reason
   *          why
   */
  record Deferred(DeferReason reason) implements RecipientAnswer {}

  /**
   * Never.
   *
   * @param reason
   *          why
   */
  record Rejected(RejectReason reason) implements RecipientAnswer {}
}
