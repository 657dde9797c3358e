package dev.postroom.core.mime;

import java.util.List;
import java.util.Optional;

/**
 * By which a conversation is put together (RFC 5322, section 3.6.4): identifiers without angle brackets, the nearest ancestor
 * last. Its text form shows none of them.
 */
public record Threading(Optional<String> messageId, List<String> inReplyTo, List<String> references) {

  /** Copies the lists. */
  public Threading {
    inReplyTo = List.copyOf(inReplyTo);
    references = List.copyOf(references);
  }

  @Override
  public String toString() {
    return "Threading[sealed]";
  }
}
