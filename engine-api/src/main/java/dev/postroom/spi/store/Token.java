package dev.postroom.spi.store;

import dev.postroom.spi.crypto.SealedBytes;

/**
 * A keyed token of something sealed, by which it can be found when asked for exactly. Made with the mailbox's own key, so the same
 * word gives other tokens in other mailboxes.
 *
 * @param kind
 *          what it is a token of
 * @param version
 *          the version of the mailbox's secret that it was made with
 * @param value
 *          16 octets
 */
public record Token(Kind kind, int version, SealedBytes value) {

  /** What a token stands for. */
  public enum Kind {
    /** The canonical address of an author. */
    FROM,
    /** The canonical address of a recipient. */
    TO,
    /** A Message-ID header field. */
    MESSAGE_ID
  }
}
