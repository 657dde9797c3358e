package dev.postroom.policy;

import dev.postroom.id.EntryId;
import java.time.Instant;

/**
 * An entry of a list of a tenant, workspace or mailbox. The narrowest place that has an entry for an address decides; there, the
 * narrowest pattern; and of two for the same pattern, the one that blocks. What no entry is about may pass.
 *
 * @param id
 *          the entry
 * @param direction
 *          for mail out or mail in
 * @param verdict
 *          whether it may pass
 * @param pattern
 *          whom it is about
 * @param createdAt
 *          since when it is there
 */
public record ListEntry(EntryId id, Direction direction, Verdict verdict, AddressPattern pattern, Instant createdAt) {

  /** Which way the mail goes. */
  public enum Direction {
    /** Mail out: the pattern is about its recipients. */
    SEND,
    /**
     * Mail in: the pattern is about its sender, by the envelope. Of mail with the null sender it is about the authors that the header
     * names, and one that blocks everyone blocks it in any case; what comes to a return path of the mailbox is not judged.
     */
    RECEIVE
  }

  /** Whether mail may pass. */
  public enum Verdict {
    /** It may, whatever a wider place or pattern says. */
    ALLOW,
    /** It may not. */
    BLOCK
  }
}
