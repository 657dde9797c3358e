package dev.postroom.core.inbound;

import dev.postroom.inbound.DeferReason;

/** Gives up a transaction under way: the message is stored for nobody and may come again. */
final class NotNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DeferReason reason;

  NotNow(DeferReason reason) {
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  DeferReason reason() {
    return reason;
  }
}
