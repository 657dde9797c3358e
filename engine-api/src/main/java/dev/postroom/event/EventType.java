package dev.postroom.event;

/** What an event tells. New types may be added; ignore those you do not know. */
public enum EventType {
  /** A tenant, workspace or mailbox was created. */
  CREATED,
  /** A tenant, workspace or mailbox was renamed, re-addressed, made a catch-all or given another limit. */
  CHANGED,
  /** A tenant, workspace or mailbox was suspended. */
  SUSPENDED,
  /** A tenant, workspace or mailbox was resumed. */
  RESUMED,
  /** A tenant, workspace or mailbox was erased: its keys are destroyed. */
  ERASED,
  /** The encryption key of a tenant, workspace or mailbox was rotated. */
  ROTATED,
  /** A key was issued. */
  KEY_ISSUED,
  /** A key, or all keys of a scope, were revoked. */
  KEY_REVOKED,
  /** A workspace claimed a domain. */
  DOMAIN_CLAIMED,
  /** A domain was confirmed for a workspace. */
  DOMAIN_CONFIRMED,
  /** A workspace gave a domain back. */
  DOMAIN_RELEASED,
  /** A message was received and stored. */
  MESSAGE_RECEIVED,
  /** A recipient was routed to this mailbox and refused; the detail says why. At most one a minute for each reason. */
  MESSAGE_REFUSED,
  /** The flags of a message were changed. */
  MESSAGE_FLAGGED,
  /** A message was deleted. */
  MESSAGE_DELETED,
  /** A message was queued for its recipients. */
  MESSAGE_QUEUED,
  /** A delivery was taken by the recipient's side; the detail is its id. */
  DELIVERY_TAKEN,
  /** A delivery was refused for good or came back; the detail is its id. */
  DELIVERY_BOUNCED,
  /** A delivery could not be handed over in time; the detail is its id. */
  DELIVERY_EXPIRED,
  /**
   * A delivery was called back before it left, or its message was deleted or its author's address given up; the detail is its id.
   */
  DELIVERY_CANCELLED,
  /** A delivery was not handed over, for its recipient was suppressed or blocked meanwhile; the detail is its id. */
  DELIVERY_SUPPRESSED,
  /** A recipient has complained of a message; the detail is the delivery's id. */
  COMPLAINT_RECEIVED,
  /** An address was suppressed; the detail is the entry's id. */
  SUPPRESSION_ADDED,
  /** An address may be written to again; the detail is the entry's id. */
  SUPPRESSION_REMOVED,
  /** An entry was put on a list; the detail is its id. */
  LIST_ENTRY_ADDED,
  /** An entry was taken from a list; the detail is its id. */
  LIST_ENTRY_REMOVED,
  /** The limits of a place or key were set. */
  LIMITS_CHANGED,
  /** Sending from a mailbox was paused; the detail says why. */
  SENDING_PAUSED,
  /** Sending from a mailbox goes on. */
  SENDING_RESUMED,
  /** The way by which mail leaves was changed. */
  EGRESS_CHANGED,
  /** A domain was given new keys to sign with; the detail is its id. */
  DKIM_ROTATED
}
