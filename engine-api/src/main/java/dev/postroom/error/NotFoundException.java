package dev.postroom.error;

/**
 * The thing does not exist or lies outside of the caller's reach. The two are answered alike, in text and in work done, so that
 * nothing about other tenants, workspaces or mailboxes can be learnt from it.
 */
public final class NotFoundException extends PostroomException {
  private static final long serialVersionUID = 1L;

  /** Makes the failure; its text is always the same. */
  public NotFoundException() {
    super(FailureReason.NOT_FOUND, "not found");
  }
}
