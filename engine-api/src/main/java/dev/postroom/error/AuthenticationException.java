package dev.postroom.error;

/** The key does not open anything: malformed, unknown, expired or revoked. An unknown key and a wrong secret give the same answer. */
public final class AuthenticationException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes the failure.
   *
   * @param reason
   *          why
   * @param message
   *          what was wrong
   */
  public AuthenticationException(FailureReason reason, String message) {
    super(reason, message);
  }
}
