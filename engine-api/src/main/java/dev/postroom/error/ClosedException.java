package dev.postroom.error;

/** The engine, store or session that was called is closed. */
public final class ClosedException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /** Makes the failure. */
  public ClosedException() {
    super(FailureReason.CLOSED, "closed");
  }
}
