package dev.postroom.core.outbound.queue;

import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What one change of deliveries takes back of those that are leased and wait in memory. They wait in the store again by that very
 * change. When it is not made, or nobody knows whether it is, they are put back on the condition of their leases: the row in the
 * store decides, so that nothing is lost and nothing leaves that was called back.
 */
final class TakingBack implements AutoCloseable {
  private final Queue queue;
  private final Map<DeliveryId, Leased> taken = new HashMap<>();
  private boolean closed;
  private boolean made;

  TakingBack(Queue queue) {
    this.queue = queue;
  }

  /** The delivery as it waits now, if it does: it did, or it was leased and has not begun to be handed over. */
  synchronized Optional<DeliveryRow> waiting(DeliveryTable table, DeliveryRow row, Instant now) {
    if (row.progress().state() == DeliveryState.WAITING) {
      return Optional.of(row);
    }
    return row.progress().lease().flatMap(lease -> taken(row.id(), lease)).map(leased -> {
      DeliveryRow waiting = row.with(Leasing.waiting(leased.row().progress(), now));
      table.advance(row.id(), row.progress().lease(), waiting.progress());
      return waiting;
    });
  }

  /** A store that gave no answer in time may come here when nobody waits for it any more. */
  private Optional<Leased> taken(DeliveryId delivery, UUID lease) {
    Optional<Leased> known = Optional.ofNullable(taken.get(delivery)).filter(one -> one.lease().equals(lease));
    if (closed || known.isPresent()) {
      return known;
    }
    Optional<Leased> fresh = queue.takeBack(delivery, lease);
    fresh.ifPresent(one -> taken.put(delivery, one));
    return fresh;
  }

  /** The change is committed. */
  synchronized void made() {
    made = true;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (!made) {
      taken.values().forEach(queue::putBack);
    }
  }
}
