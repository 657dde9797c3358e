package dev.postroom.error;

/** The call contradicts what is already there; nothing was changed. */
public final class ConflictException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   */
  public ConflictException(FailureReason reason, String message) {
    super(reason, message);
  }
}
