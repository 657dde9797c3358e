package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of a mailbox, printed {@code mbx_…}.
 *
 * @param value
 *          the UUID alone
 */
public record MailboxId(UUID value) implements TypedId {
  private static final String PREFIX = "mbx";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static MailboxId parse(String text) {
    return new MailboxId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
