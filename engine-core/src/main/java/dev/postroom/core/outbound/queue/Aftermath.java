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

  /** How far a delivery goes. */
  enum Reach {
    /** To another server. */
    OUTSIDE,
    /** To a mailbox of this engine: it says nothing of how the world takes a mailbox's mail, and is not counted. */
    WITHIN
  }

  /**
   * Deliveries of one message were ended on this side, which is written already.
   *
   * @param ended
   *          as they were before
   */
  void unsent(StoreTransaction transaction, Scope.OfMailbox mailbox, List<DeliveryRow> ended);

  /** The recipient's side has taken a delivery. */
  void delivered(StoreTransaction transaction, Scope.OfMailbox mailbox, Reach reach);

  /** The recipient's side has refused a delivery for good. */
  void refused(StoreTransaction transaction, Scope.OfMailbox mailbox, Failed failed);

  /** A delivery has come back that the recipient's side had taken. */
  void cameBack(StoreTransaction transaction, Scope.OfMailbox mailbox, Failed failed);

  /**
   * A recipient has complained.
   *
   * @return whether this was not known already
   */
  boolean complained(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryId delivery,
      EmailAddress recipient, Reach reach);

  /** A delivery that failed, and how. Its text form shows no address. */
  record Failed(DeliveryId delivery, EmailAddress recipient, BounceClass bounce, Reach reach) {
    @Override
    public String toString() {
      return "Failed[" + delivery + ']';
    }
  }
}
