package dev.postroom.spi.store;

import dev.postroom.spi.crypto.SealedBytes;

/**
 * A keyed token of something sealed, by which it can be found when asked for exactly. Made with the own key of the place that keeps it,
 * so the same word gives other tokens in other mailboxes.
 *
 * @param kind
 *          what it is a token of
 * @param version
 *          the version of the place's secret that it was made with
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
    MESSAGE_ID,
    /** The idempotency key of a send. */
    SEND,
    /** The domain of a recipient, under the workspace's key. */
    DESTINATION,
    /** Whom an entry of a list, or a suppression, is about. */
    PATTERN
  }
}
