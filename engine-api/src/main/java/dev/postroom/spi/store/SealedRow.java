package dev.postroom.spi.store;

import dev.postroom.spi.crypto.SealedBytes;
import java.util.UUID;

/**
 * Something small that a workspace, or the engine itself, keeps sealed.
 *
 * @param kind
 *          what it is
 * @param owner
 *          the id of what it belongs to: the workspace, one of its domains, or a platform domain
 * @param number
 *          tells those of one kind and owner apart, 0 or more
 * @param content
 *          the sealed thing
 */
public record SealedRow(Kind kind, UUID owner, int number, SealedBytes content) {

  /** What is kept. */
  public enum Kind {
    /** A key that mail is signed with. */
    DKIM_KEY,
    /** By which way mail leaves, with its credentials. */
    EGRESS
  }
}
