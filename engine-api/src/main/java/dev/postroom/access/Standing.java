package dev.postroom.access;

/** Whether a tenant, workspace or mailbox is open for use. The standing of a place is the worst on the way up from it. */
public enum Standing {
  /** In use. */
  ACTIVE,
  /** Closed by the operator until resumed: keys are refused, mail is deferred. */
  SUSPENDED,
  /** Gone for good: its keys are destroyed. Answered as if it had never existed. */
  ERASED;

  /**
   * The worse of two.
   *
   * @param other
   *          another standing
   * @return the one that allows less
   */
  public Standing worse(Standing other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
