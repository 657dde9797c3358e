package dev.postroom.message;

import java.util.List;
import java.util.Optional;

/**
 * A message that was read. Attachments and the raw bytes are opened apart, as streams. Its text form shows no content.
 *
 * @param summary
 *          what a list shows of it
 * @param replyTo
 *          whom its author wants answers to go to, when not to the author
 * @param internetMessageId
 *          its Message-ID field (RFC 5322, section 3.6.4), angle brackets included
 * @param references
 *          the Message-IDs of those that it follows, oldest first, at most 50
 * @param text
 *          its plain text
 * @param html
 *          its HTML text, as the sender wrote it: not safe to show as it is
 * @param trace
 *          how it came here
 */
public record Message(MessageSummary summary, List<Correspondent> replyTo, Optional<String> internetMessageId,
    List<String> references, Optional<BodyText> text, Optional<BodyText> html, Trace trace) {

  /** Copies the lists. */
  public Message {
    replyTo = List.copyOf(replyTo);
    references = List.copyOf(references);
  }

  @Override
  public String toString() {
    return "Message[" + summary.id() + ']';
  }
}
