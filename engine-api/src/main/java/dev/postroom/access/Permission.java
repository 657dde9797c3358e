package dev.postroom.access;

/** What a key may do inside its scope. None of them implies another; {@link Role roles} are the usual sets. */
public enum Permission {
  /** List, read, raw bytes, attachments, subscribe to events. */
  READ,
  /** Counters, suppressions, lists, explanations. */
  READ_USAGE,
  /** Flags, archive, delete a message. */
  ORGANIZE,
  /** Send, reply, forward, schedule, cancel. */
  SEND,
  /** Lists, suppressions, pausing and resuming a mailbox. */
  MANAGE_POLICY,
  /** Create, rename, re-address and delete mailboxes; needs a workspace or tenant key. */
  MANAGE_MAILBOXES,
  /** Claim, verify and release domains; needs a workspace or tenant key. */
  MANAGE_DOMAINS,
  /** Create, rename and list workspaces; needs a tenant key. */
  MANAGE_WORKSPACES
}
