package dev.postroom.error;

/** Something sealed cannot be opened, or nothing can be sealed now. Nothing is ever stored or shown unsealed instead. */
public final class SealException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   */
  public SealException(FailureReason reason, String message) {
    super(reason, message);
  }

  /**
   * Makes the failure with its cause.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   * @param cause
   *          what happened below
   */
  public SealException(FailureReason reason, String message, Throwable cause) {
    super(reason, message, cause);
  }
}
