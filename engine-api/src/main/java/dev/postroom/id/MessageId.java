package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of a message in one mailbox; not the Message-ID header field of RFC 5322, printed {@code msg_…}.
 *
 * @param value
 *          the UUID alone
 */
public record MessageId(UUID value) implements TypedId {
  private static final String PREFIX = "msg";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static MessageId parse(String text) {
    return new MessageId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
