package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;

/** Asked once more before a delivery leaves: between being queued and being handed over, minds and addresses change. */
@FunctionalInterface
public interface Recheck {

  /** What has come between. */
  enum Finding {
    /** Nothing. */
    NOTHING,
    /** The mailbox is closed for now. */
    CLOSED,
    /** Sending from the mailbox is paused. */
    PAUSED,
    /** The author's address does not lead to the mailbox any more: given up, it may be somebody else's by now. */
    NOT_OWN_ADDRESS,
    /** The recipient is suppressed or blocked. */
    UNWANTED
  }

  /** What stands against handing a delivery of a mailbox over now. */
  Finding of(Scope.OfMailbox mailbox, DeliveryEnvelope envelope);
}
