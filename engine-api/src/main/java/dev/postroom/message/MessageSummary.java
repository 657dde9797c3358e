package dev.postroom.message;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a list shows of a message. All but the ids, the time of reception, the size and the flags is the sender's word, and content:
 * the text form shows none of it. Of a damaged message only these are shown, as they now stand, and the rest is empty.
 *
 * @param id
 *          the message
 * @param thread
 *          its thread in this mailbox
 * @param receivedAt
 *          when it was received, to the millisecond
 * @param size
 *          its octets as received
 * @param flags
 *          its flags when asked
 * @param subject
 *          its subject, decoded; empty when there is none
 * @param from
 *          its authors
 * @param to
 *          its recipients in To
 * @param cc
 *          its recipients in Cc
 * @param date
 *          when the author says it was written
 * @param snippet
 *          the beginning of its text, white space folded
 * @param attachments
 *          what hangs on it
 * @param status
 *          how much of it was understood
 */
public record MessageSummary(MessageId id, ThreadId thread, Instant receivedAt, long size, Set<Flag> flags,
    String subject,
    List<Correspondent> from, List<Correspondent> to, List<Correspondent> cc, Optional<Instant> date, String snippet,
    List<AttachmentInfo> attachments, ParseStatus status) {

  /** Copies the collections. */
  public MessageSummary {
    flags = Set.copyOf(flags);
    from = List.copyOf(from);
    to = List.copyOf(to);
    cc = List.copyOf(cc);
    attachments = List.copyOf(attachments);
  }

  /**
   * Whether nobody has marked it as read.
   *
   * @return true while it has the flag
   */
  public boolean isUnread() {
    return flags.contains(Flag.UNREAD);
  }

  /**
   * Whether what was noted of it no longer opens, so that nothing is shown of its content. Reading it fails with the reason
   * {@code SEAL_BROKEN}; it can be deleted as any other.
   *
   * @return true when it is damaged
   */
  public boolean isDamaged() {
    return status.problems().contains(ParseProblem.DAMAGED);
  }

  @Override
  public String toString() {
    return "MessageSummary[" + id + ", size=" + size + ", flags=" + flags + ']';
  }
}
