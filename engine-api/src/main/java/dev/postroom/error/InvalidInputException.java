package dev.postroom.error;

/** An argument is malformed or out of its range; nothing was changed. The message reads {@code limit: 0 (expected: 1..500)}. */
public final class InvalidInputException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message
   *          what was wrong and what was expected
   */
  public InvalidInputException(String message) {
    super(FailureReason.INVALID_INPUT, message);
  }

  /**
   * Makes the failure with its cause.
   *
   * @param message
   *          what was wrong and what was expected
   * @param cause
   *          what happened below
   */
  public InvalidInputException(String message, Throwable cause) {
    super(FailureReason.INVALID_INPUT, message, cause);
  }
}
