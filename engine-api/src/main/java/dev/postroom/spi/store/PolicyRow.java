package dev.postroom.spi.store;

import dev.postroom.id.EntryId;
import dev.postroom.spi.crypto.SealedBytes;
import java.time.Instant;
import java.util.Optional;

/**
 * An entry of a list, or a suppressed address, as it is stored.
 *
 * @param id
 *          the entry
 * @param kind
 *          which list
 * @param token
 *          a token of what it is about, under the key of its place
 * @param content
 *          what it is about, and the rest of it, sealed
 * @param createdAt
 *          since when it is there
 * @param expiresAt
 *          until when it counts; for good when empty
 */
public record PolicyRow(EntryId id, Kind kind, Token token, SealedBytes content, Instant createdAt,
    Optional<Instant> expiresAt) {

  /** Which list. */
  public enum Kind {
    /** Who may be written to. */
    SEND,
    /** Who may write. */
    RECEIVE,
    /** Who is not written to any more. */
    SUPPRESSION
  }
}
