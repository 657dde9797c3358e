package dev.postroom.core.outbound.send;

import dev.postroom.outbound.Addressee;

/**
 * Whom a message is written from.
 *
 * @param addressee
 *          name and address
 * @param right
 *          whether the mailbox may write from it
 */
record Author(Addressee addressee, Right right) {

  /** Whether a mailbox may write from an address. */
  enum Right {
    /** It is one of its own, on a domain that is confirmed for its workspace or the platform's. */
    OWN,
    /** It is one of its own, on a domain that is not confirmed. */
    NOT_CONFIRMED,
    /** It is not one of its own. */
    FOREIGN
  }
}
