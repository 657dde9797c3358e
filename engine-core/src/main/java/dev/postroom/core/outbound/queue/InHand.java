package dev.postroom.core.outbound.queue;

import dev.postroom.id.DeliveryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The deliveries that this process has leased, from before the lease is stored until what came of it is. The hand-over of each is
 * begun, or it is taken back, and never both: who hands it over asks here first, and so does who calls it back. Safe for use by many
 * threads.
 */
final class InHand {
  private final Map<DeliveryId, Leased> waiting = new HashMap<>();
  private final Map<DeliveryId, UUID> begun = new HashMap<>();

  /** A delivery is about to be leased. */
  synchronized void add(Leased delivery) {
    waiting.put(delivery.row().id(), delivery);
  }

  synchronized boolean holds(DeliveryId delivery) {
    return waiting.containsKey(delivery) || begun.containsKey(delivery);
  }

  /** Whether a delivery is held under the very lease that it was leased by. */
  synchronized boolean has(Leased delivery) {
    DeliveryId id = delivery.row().id();
    return Optional.ofNullable(waiting.get(id)).filter(one -> one.lease().equals(delivery.lease())).isPresent()
        || delivery.lease().equals(begun.get(id));
  }

  /** Whether the hand-over may begin: not of what was taken back, and may be leased anew by now. */
  synchronized boolean begin(Leased delivery) {
    DeliveryId id = delivery.row().id();
    boolean mayBegin = takeBack(id, delivery.lease()).isPresent();
    if (mayBegin) {
      begun.put(id, delivery.lease());
    }
    return mayBegin;
  }

  /** The delivery, if it waits here under this lease; its hand-over never begins then. */
  synchronized Optional<Leased> takeBack(DeliveryId delivery, UUID lease) {
    Optional<Leased> found = Optional.ofNullable(waiting.get(delivery)).filter(one -> one.lease().equals(lease));
    found.ifPresent(one -> waiting.remove(delivery));
    return found;
  }

  /** All that wait here; none of them begins any more. */
  synchronized List<Leased> takeAllBack() {
    List<Leased> all = List.copyOf(waiting.values());
    waiting.clear();
    return all;
  }

  /** What came of a delivery is stored, or it was not leased after all. */
  synchronized void remove(Leased delivery) {
    takeBack(delivery.row().id(), delivery.lease());
    begun.remove(delivery.row().id(), delivery.lease());
  }
}
