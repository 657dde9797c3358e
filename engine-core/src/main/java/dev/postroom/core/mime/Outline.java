package dev.postroom.core.mime;

import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.ParseStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a message without opening it again; {@link OutlineCodec} makes it the sealed summary. Its text form shows no
 * content.
 *
 * @param subject
 *          decoded, in one line, at most 1,000 characters; empty when there is none
 * @param date
 *          when its author says that it was written, to the second
 * @param people
 *          who it names
 * @param threading
 *          what it answers
 * @param automation
 *          whether it may be answered automatically
 * @param snippet
 *          the beginning of its text in one line, at most 200 characters
 * @param attachments
 *          its parts that are not its text
 * @param status
 *          how much of it was understood
 */
public record Outline(String subject, Optional<Instant> date, People people, Threading threading, Automation automation,
    String snippet, List<AttachmentInfo> attachments, ParseStatus status) {

  /** Copies the list. */
  public Outline {
    attachments = List.copyOf(attachments);
  }

  @Override
  public String toString() {
    return "Outline[status=" + status + ", attachments=" + attachments.size() + ']';
  }
}
