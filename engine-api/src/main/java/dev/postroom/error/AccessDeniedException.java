package dev.postroom.error;

/** The key covers the place, but not the act: a permission is missing, a rule of the host forbids it, or the key is of another scope. */
public final class AccessDeniedException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   */
  public AccessDeniedException(FailureReason reason, String message) {
    super(reason, message);
  }
}
