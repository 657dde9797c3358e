package dev.postroom.error;

/** The store cannot do what was asked. Unless the reason is {@link FailureReason#STORE_UNAVAILABLE} or
 * {@link FailureReason#STORE_FULL}, trying again does not help. */
public final class StoreException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   */
  public StoreException(FailureReason reason, String message) {
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
  public StoreException(FailureReason reason, String message, Throwable cause) {
    super(reason, message, cause);
  }
}
