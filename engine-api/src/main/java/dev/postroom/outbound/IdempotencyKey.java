package dev.postroom.outbound;

import dev.postroom.error.InvalidInputException;

/**
 * The caller's name for one send, by which saying it again is told from saying something else. Unique in its mailbox. Stored as a
 * keyed token.
 *
 * @param value
 *          1 to 200 characters, not all of them blank, none of them a control character
 */
public record IdempotencyKey(String value) {
  private static final int MAX_LENGTH = 200;

  /**
   * Checks the value.
   *
   * @throws InvalidInputException
   *           when it is blank, too long or holds control characters
   */
  public IdempotencyKey {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new InvalidInputException(
          "idempotencyKey length: " + value.length() + " (expected: 1.." + MAX_LENGTH + ")");
    }
    HeaderField.refuseControls("idempotencyKey", value);
  }

  @Override
  public String toString() {
    return "IdempotencyKey[length=" + value.length() + ']';
  }
}
