package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/**
 * The id of one workspace's claim of a domain, or of the platform domain, printed {@code dom_…}.
 *
 * @param value
 *          the UUID alone
 */
public record DomainId(UUID value) implements TypedId {
  private static final String PREFIX = "dom";

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the text, prefix included
   * @return the id; that the thing exists is not implied
   * @throws InvalidInputException
   *           when the text is not of this form or names another kind
   */
  public static DomainId parse(String text) {
    return new DomainId(IdText.read(PREFIX, text));
  }

  @Override
  public String toString() {
    return IdText.write(PREFIX, value);
  }
}
