package dev.postroom.policy;

import java.time.Instant;

/**
 * Sending from a mailbox is paused; it still receives.
 *
 * @param cause
 *          why
 * @param since
 *          since when
 */
public record SendingPause(Cause cause, Instant since) {

  /** Why sending is paused. */
  public enum Cause {
    /** Too many of its messages came back as undeliverable. */
    BOUNCE_RATE,
    /** Too many of its recipients have complained. */
    COMPLAINT_RATE,
    /** Somebody has paused it. */
    MANUAL
  }
}
