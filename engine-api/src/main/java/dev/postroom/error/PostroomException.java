package dev.postroom.error;

/**
 * The root of everything that Postroom throws. Messages name ids, limits and states, and never an address, a subject, a secret
 * or SQL, so they may be logged as they are.
 */
public abstract class PostroomException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the call failed. */
  private final FailureReason reason;

  /**
   * Makes a failure.
   *
   * @param reason
   *          why
   * @param message
   *          a text without addresses, content or secrets
   */
  protected PostroomException(FailureReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /**
   * Makes a failure with its cause.
   *
   * @param reason
   *          why
   * @param message
   *          a text without addresses, content or secrets
   * @param cause
   *          what happened below
   */
  protected PostroomException(FailureReason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * Why the call failed, as a stable name.
   *
   * @return the reason
   */
  public final FailureReason reason() {
    return reason;
  }
}
