package dev.postroom.testkit.store;

import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow.Progress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** How a delivery comes further, one step at a time. */
public final class Steps {
  private Steps() {}

  /**
   * It is leased.
   *
   * @param before
   *          how far it had come
   * @param lease
   *          the lease
   * @param until
   *          when the lease ends
   * @return with one attempt more
   */
  public static Progress leased(Progress before, UUID lease, Instant until) {
    return new Progress(DeliveryState.LEASED, before.attempts() + 1, Optional.of(until), Optional.of(lease),
        Optional.empty(), before.status(), before.reply());
  }

  /**
   * It waits again.
   *
   * @param before
   *          how far it had come
   * @param due
   *          when it is due
   * @param status
   *          what the recipient's side has said
   * @return without a lease
   */
  public static Progress again(Progress before, Instant due, String status) {
    return new Progress(DeliveryState.WAITING, before.attempts(), Optional.of(due), Optional.empty(), Optional.empty(),
        Optional.of(status), Optional.of(Rows.sealed(100)));
  }

  /**
   * Its way is at an end.
   *
   * @param before
   *          how far it had come
   * @param state
   *          how it ended
   * @param at
   *          when
   * @return without a lease and a due time
   */
  public static Progress settled(Progress before, DeliveryState state, Instant at) {
    return new Progress(state, before.attempts(), Optional.empty(), Optional.empty(), Optional.of(at), before.status(),
        before.reply());
  }
}
