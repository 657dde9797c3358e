package dev.postroom.access;

import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;

/** The answer to a key that was shown. */
public sealed interface Authentication permits VerifiedKey, Authentication.Refused {

  /**
   * The key opens nothing.
   *
   * @param reason
   *          {@code KEY_UNKNOWN}, {@code KEY_EXPIRED} or {@code KEY_REVOKED}
   */
  record Refused(FailureReason reason) implements Authentication {}

  /**
   * The proof, or the failure as an exception.
   *
   * @return the verified key
   * @throws AuthenticationException
   *           when the key was refused
   */
  default VerifiedKey orThrow() {
    return switch (this) {
      case VerifiedKey verified -> verified;
      case Refused refused -> throw refusal(refused.reason());
    };
  }

  private static AuthenticationException refusal(FailureReason reason) {
    return new AuthenticationException(reason, switch (reason) {
      case KEY_EXPIRED -> "key: expired";
      case KEY_REVOKED -> "key: revoked";
      default -> "key: unknown";
    });
  }
}
