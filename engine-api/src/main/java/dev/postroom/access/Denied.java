package dev.postroom.access;

import dev.postroom.error.AccessDeniedException;
import dev.postroom.error.AuthenticationException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.PostroomException;
import dev.postroom.error.SuspendedException;

/**
 * One act was denied.
 *
 * @param reason
 *          why
 */
public record Denied(Reason reason) implements Decision {

  /** Why an act was denied, in the order in which it is looked at. */
  public enum Reason {
    /** The key was revoked. */
    REVOKED,
    /** The key's time is over. */
    EXPIRED,
    /** The place is not in the key's scope. */
    OUT_OF_SCOPE,
    /** The place is erased, or never existed. */
    ERASED,
    /** The place, or one above it, is suspended. */
    SUSPENDED,
    /** The key does not hold the permission. */
    PERMISSION_MISSING,
    /** A rule of the host forbids it. */
    VETOED
  }

  /**
   * The denial as the caller sees it. What is out of scope and what is not there give the very same exception.
   *
   * @return a new exception
   */
  public PostroomException failure() {
    return switch (reason) {
      case REVOKED -> new AuthenticationException(FailureReason.KEY_REVOKED, "key: revoked");
      case EXPIRED -> new AuthenticationException(FailureReason.KEY_EXPIRED, "key: expired");
      case OUT_OF_SCOPE, ERASED -> new NotFoundException();
      case SUSPENDED -> new SuspendedException("suspended");
      case PERMISSION_MISSING -> new AccessDeniedException(FailureReason.PERMISSION_MISSING, "key: permission missing");
      case VETOED -> new AccessDeniedException(FailureReason.VETOED, "key: vetoed by the host");
    };
  }
}
