package dev.postroom.access;

/** The answer to one act: granted or denied. */
public sealed interface Decision permits Granted, Denied {

  /**
   * The grant, or the denial as an exception.
   *
   * @return the grant
   * @throws dev.postroom.error.PostroomException
   *           the {@link Denied#failure() failure} of the denial
   */
  default Granted orThrow() {
    return switch (this) {
      case Granted granted -> granted;
      case Denied denied -> throw denied.failure();
    };
  }
}
