package dev.postroom.id;

import dev.postroom.error.InvalidInputException;

/**
 * The host's own id for a thing, unique under the thing's parent. Creating again with the same external id and the same content
 * returns the existing thing; other content is a conflict.
 *
 * @param value
 *          1 to 200 characters, none of them a control character
 */
public record ExternalId(String value) {
  private static final int MAX_LENGTH = 200;

  /**
   * Checks the value.
   *
   * @throws InvalidInputException
   *           when the value is empty, too long or holds a control character
   */
  public ExternalId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new InvalidInputException("externalId length: " + value.length() + " (expected: 1..200)");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException("externalId: control character");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
