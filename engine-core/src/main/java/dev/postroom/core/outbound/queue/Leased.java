package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.core.outbound.Passage;
import dev.postroom.spi.store.DeliveryRow;
import java.util.UUID;

/**
 * A delivery that this process may hand over, until its lease is over. Its text form shows no address.
 *
 * @param mailbox
 *          whose it is
 * @param row
 *          as it was before it was leased
 * @param lease
 *          by which settling it is allowed
 * @param envelope
 *          to whom
 * @param destination
 *          where it goes
 * @param passage
 *          that its destination's breaker has let it through
 */
record Leased(Scope.OfMailbox mailbox, DeliveryRow row, UUID lease, DeliveryEnvelope envelope, Destination destination,
    Passage.Free passage) {

  @Override
  public String toString() {
    return "Leased[" + row.id() + ']';
  }
}
