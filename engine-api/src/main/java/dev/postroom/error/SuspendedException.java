package dev.postroom.error;

/** The tenant, workspace or mailbox is suspended; the call may succeed once the operator resumes it. */
public final class SuspendedException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param message
   *          what was wrong and what was expected
   */
  public SuspendedException(String message) {
    super(FailureReason.SUSPENDED, message);
  }
}
