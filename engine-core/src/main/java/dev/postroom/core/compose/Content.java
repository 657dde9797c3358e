package dev.postroom.core.compose;

import dev.postroom.outbound.OutgoingAttachment;
import dev.postroom.outbound.OutgoingMessage;
import java.util.List;
import java.util.Optional;

/**
 * The texts and files of a message. Its text form shows none of them.
 *
 * @param text
 *          its plain text
 * @param html
 *          its HTML text
 * @param files
 *          what goes with them
 */
public record Content(Optional<String> text, Optional<String> html, List<OutgoingAttachment> files) {

  /** Copies the list. */
  public Content {
    files = List.copyOf(files);
  }

  /** What is said in a message itself. */
  public static Content of(OutgoingMessage message) {
    return new Content(message.text(), message.html(), message.attachments());
  }

  @Override
  public String toString() {
    return "Content[files=" + files.size() + ']';
  }
}
