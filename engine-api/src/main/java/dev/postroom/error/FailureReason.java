package dev.postroom.error;

/** Why a call failed: stable names that a host may switch on, log and count. New ones may be added. */
public enum FailureReason {
  /** An argument is malformed or out of its range. */
  INVALID_INPUT,
  /** A page cursor was altered, or belongs to another scope or query. */
  INVALID_CURSOR,
  /** The key's text has not the form of a key, or its checksum is wrong. */
  KEY_MALFORMED,
  /** No such key, or its secret is wrong: the two are not told apart. */
  KEY_UNKNOWN,
  /** The key's time is over. */
  KEY_EXPIRED,
  /** The key was revoked. */
  KEY_REVOKED,
  /** The key opens another rung than the one asked for: a workspace key where a mailbox key is needed. */
  KEY_OF_ANOTHER_SCOPE,
  /** The key covers the place but does not hold the permission. */
  PERMISSION_MISSING,
  /** A rule of the host turned the grant into a denial. */
  VETOED,
  /** The thing does not exist, or is outside of the caller's reach: the two are not told apart. */
  NOT_FOUND,
  /** The tenant, workspace or mailbox is suspended. */
  SUSPENDED,
  /** The same external id with other content. */
  EXTERNAL_ID_CONFLICT,
  /** The address belongs to another mailbox. */
  ADDRESS_TAKEN,
  /** The domain is confirmed for another workspace, or is the platform's. */
  DOMAIN_TAKEN,
  /** The state of the thing does not allow the call. */
  WRONG_STATE,
  /** The idempotency key was used for another content. */
  IDEMPOTENCY_CONFLICT,
  /** A send with this idempotency key is under way; it may be asked again. */
  IDEMPOTENCY_IN_FLIGHT,
  /** A limit of the key, mailbox, workspace or tenant is reached. */
  LIMIT_REACHED,
  /** The store does not answer or gave up; the call may be tried again later. */
  STORE_UNAVAILABLE,
  /** The disk of the store is nearly full: nothing was changed, and the call may be tried again when there is room. */
  STORE_FULL,
  /** The data folder is open in another process or engine. */
  STORE_IN_USE,
  /** The data folder was written by another version that this one does not read. */
  STORE_VERSION,
  /** Stored bytes are damaged or not where they belong. */
  STORE_CORRUPT,
  /** A key to open or seal with is not to be had now: the master key's service does not answer. */
  SEAL_UNAVAILABLE,
  /** Sealed bytes do not open: altered, moved, truncated, or their key was destroyed. */
  SEAL_BROKEN,
  /** This engine's master key is not the one that the data was sealed under. */
  MASTER_KEY_WRONG,
  /** The engine, store or session is closed. */
  CLOSED
}
