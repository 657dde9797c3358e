package dev.postroom.error;

/** A limit is reached; nothing was changed. */
public final class LimitExceededException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message
   *          what was wrong and what was expected
   */
  public LimitExceededException(String message) {
    super(FailureReason.LIMIT_REACHED, message);
  }
}
