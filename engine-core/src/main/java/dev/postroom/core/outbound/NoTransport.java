package dev.postroom.core.outbound;

import dev.postroom.outbound.Egress;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.RunningOutbound;

/** Hands nothing over: an engine that was given no transport. What was queued while it had one waits for the next. */
final class NoTransport implements RunningOutbound {

  @Override
  public Egress standardEgress() {
    return Egress.direct();
  }

  @Override
  public int mostAtOnce() {
    return 1;
  }

  @Override
  public HandoffResult handOver(Handoff handoff) {
    return new HandoffResult.Unreachable(HandoffResult.Unreachable.Reason.HERE);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
