package dev.postroom.outbound;

/** Why a message is not sent to a recipient now; saying it again later may help. New reasons may be added. */
public enum DeferralReason {
  /** A rate of the key, mailbox, workspace or tenant is used up. */
  RATE,
  /** A quota of the key, mailbox, workspace or tenant is used up for its day or month. */
  QUOTA,
  /** Sending from the mailbox is paused. */
  PAUSED,
  /** There is no room to keep what is sent: the mailbox is full, or the octets of its workspace or tenant are used up. Deleting helps. */
  STORAGE
}
