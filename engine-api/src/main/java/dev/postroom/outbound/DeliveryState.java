package dev.postroom.outbound;

/** Where a message is on its way to one recipient. */
public enum DeliveryState {
  /** It waits until it is due, for the first time or again. */
  WAITING,
  /** It is being handed over. */
  LEASED,
  /** The recipient's side has taken it. A bounce may still come. */
  DELIVERED,
  /** The recipient's side has refused it for good, or sent it back. */
  BOUNCED,
  /** It could not be handed over within its time to live. */
  EXPIRED,
  /** It was called back before it left, or the address that it was written from was given up. */
  CANCELLED,
  /** The recipient was suppressed or blocked between being queued and being handed over. */
  SUPPRESSED;

  /**
   * Whether its way is at an end.
   *
   * @return false while it waits or is being handed over
   */
  public boolean isSettled() {
    return this != WAITING && this != LEASED;
  }
}
