package dev.postroom.spi.store;

import dev.postroom.access.Scope;
import dev.postroom.id.DeliveryId;
import java.util.List;
import java.util.Optional;

/** Where mail on its way out is to be found. By its nature it looks across tenants; only the outbound pipeline asks it. */
public interface Outbox {

  /**
   * The mailboxes with a delivery that is not settled, in any order that stays the same. Costs no look at settled ones.
   *
   * @param after
   *          go on after this one
   * @param limit
   *          at most so many
   * @return the mailboxes, at places that are erased too
   */
  List<Scope.OfMailbox> mailboxes(Optional<Scope.OfMailbox> after, int limit);

  /**
   * The mailbox that a delivery is of.
   *
   * @param delivery
   *          the delivery
   * @return its mailbox; empty when there is no such delivery
   */
  Optional<Scope.OfMailbox> mailboxOf(DeliveryId delivery);
}
