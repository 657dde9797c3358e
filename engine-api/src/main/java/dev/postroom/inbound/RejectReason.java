package dev.postroom.inbound;

/** Why something will never be accepted as it is; the sender should give up. */
public enum RejectReason {
  /** No mailbox has this address: it never existed, was deleted, or its domain is not confirmed. The three are not told apart. */
  NO_SUCH_MAILBOX,
  /** The message is larger than the engine or the mailbox takes. */
  TOO_LARGE,
  /** The message was handed on too often: more trace fields than the loop limit. */
  LOOP,
  /** The content breaks a rule of how it has to be handed over: a line without its end, or one that is too long. */
  MALFORMED,
  /** A rule of the receiving side forbids it. */
  POLICY
}
