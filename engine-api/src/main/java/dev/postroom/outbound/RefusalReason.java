package dev.postroom.outbound;

/** Why a message is not sent to a recipient, and will not be as it is. New reasons may be added. */
public enum RefusalReason {
  /** The recipient is suppressed in this mailbox or workspace: it bounced, complained, unsubscribed, or somebody said so. */
  SUPPRESSED,
  /** A list of the mailbox, workspace or tenant blocks the recipient. */
  BLOCKED,
  /** The domain to write from is not confirmed for this workspace. */
  NOT_CONFIRMED,
  /** The address to write from is not one of this mailbox. */
  NOT_OWN_ADDRESS,
  /** The message has more recipients than one may have. */
  TOO_MANY_RECIPIENTS,
  /** The message is larger than one may be. */
  TOO_LARGE,
  /** The recipient's address has no domain that mail can be sent to. */
  NOT_DELIVERABLE,
  /** What was to be answered automatically is automatic itself, came from nobody, or from this mailbox (RFC 3834, section 2). */
  AUTOMATIC_MAIL,
  /** The peer has had as many automatic answers in this thread as one may have. */
  ANSWERED_ENOUGH,
  /** A limit is smaller than what this one message asks for, so waiting will not help. */
  OVER_LIMIT
}
