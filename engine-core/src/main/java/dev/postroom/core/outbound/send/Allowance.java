package dev.postroom.core.outbound.send;

import dev.postroom.spi.store.StoreTransaction;
import java.util.Optional;

/** What the limits of a key, its mailbox, workspace and tenant leave to be sent, and to be kept of it. */
interface Allowance {

  /** Rates that were taken for a send, to be given back if it queues nothing. */
  sealed interface Reservation {
    /** It may be sent. */
    record Given(Runnable giveBack) implements Reservation {}

    /** It may not. */
    record Denied(Objection objection) implements Reservation {}
  }

  /**
   * Takes one message to so many recipients from the rates of all levels, or from none; and from none when there is no room to keep it.
   */
  Reservation reserve(Sender sender, int recipients);

  /** What the room to keep it, the rates and quotas of all levels would say now; takes nothing. */
  Optional<Objection> ask(Sender sender, int recipients);

  /**
   * Looks once more whether the mailbox is full, takes from the quotas of all levels, and counts. To be called last in the transaction
   * of the send: what is counted stays.
   */
  Optional<Objection> count(StoreTransaction transaction, Sender sender, int recipients);
}
