package dev.postroom.event;

/** What an event tells. New types may be added; ignore those you do not know. */
public enum EventType {
  /** A tenant, workspace or mailbox was created. */
  CREATED,
  /** A tenant, workspace or mailbox was renamed, re-addressed or given another limit. */
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
  /** A recipient was routed to this mailbox and refused; the reason says why. */
  MESSAGE_REFUSED,
  /** The flags of a message were changed. */
  MESSAGE_FLAGGED,
  /** A message was deleted. */
  MESSAGE_DELETED
}
