package dev.postroom.id;

import dev.postroom.error.InvalidInputException;

/**
 * The host's own id for a thing, unique under the thing's parent. Creating again with the same external id and the same content
 * returns the existing thing; other content is a conflict.
 *
 * @param value
 *          1 to 200 characters, not all of them blank, none of them a control character or half of a surrogate pair
 */
public record ExternalId(String value) {
  private static final int MAX_LENGTH = 200;

  /**
   * Checks the value.
   *
   * @throws InvalidInputException
   *           when the value is blank, too long, or holds a control character or half of a surrogate pair
   */
  public ExternalId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new InvalidInputException("externalId length: " + value.length() + " (expected: 1..200)");
    }
    if (value.codePoints().anyMatch(codePoint -> Character.isISOControl(codePoint) || isHalf(codePoint))) {
      throw new InvalidInputException("externalId: control character or half of a surrogate pair");
    }
  }

  /** Such a half is lost on the way through UTF-8, and two ids would become one. */
  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  @Override
  public String toString() {
    return value;
  }
}
