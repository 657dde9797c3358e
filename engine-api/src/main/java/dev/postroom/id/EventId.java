package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of an event, printed {@code evt_…}.
 *
 * @param value
 *          the UUID alone
 */
public record EventId(UUID value) implements TypedId {
  private static final String PREFIX = "evt";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static EventId parse(String text) {
    return new EventId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
