package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.report.BounceClass;
import dev.postroom.id.DeliveryId;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.StoreTransaction;
import java.util.List;

/** What follows from how a delivery ended, in the transaction that settles it: counts, suppression, the pause of a mailbox. */
public interface Aftermath {

  /**
   * Deliveries of one message were ended on this side, which is written already.
   *
   * @param ended
   *          as they were before
   */
  void unsent(StoreTransaction transaction, Scope.OfMailbox mailbox, List<DeliveryRow> ended);

  /** The recipient's side has taken a delivery. */
  void delivered(StoreTransaction transaction, Scope.OfMailbox mailbox);

  /** The recipient's side has refused a delivery for good. */
  void refused(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryId delivery, EmailAddress recipient,
      BounceClass bounce);

  /** A delivery has come back that the recipient's side had taken. */
  void cameBack(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryId delivery, EmailAddress recipient,
      BounceClass bounce);

  /**
   * A recipient has complained.
   *
   * @return whether this was not known already
   */
  boolean complained(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryId delivery,
      EmailAddress recipient);
}
