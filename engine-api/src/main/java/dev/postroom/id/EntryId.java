package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of an entry of a list or of the suppressed addresses, printed {@code ent_…}.
 *
 * @param value
 *          the UUID alone
 */
public record EntryId(UUID value) implements TypedId {
  private static final String PREFIX = "ent";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static EntryId parse(String text) {
    return new EntryId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
