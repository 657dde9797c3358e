package dev.postroom.error;

/** A page cursor was altered, or was given out for another scope or query. It is never read as the first page. */
public final class InvalidCursorException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message
   *          what was wrong and what was expected
   */
  public InvalidCursorException(String message) {
    super(FailureReason.INVALID_CURSOR, message);
  }
}
