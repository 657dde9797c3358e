package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.limit.Receives;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.policy.ListEntry;
import dev.postroom.spi.store.StoreTransaction;
import java.util.Collection;
import java.util.Optional;

/** What a mailbox takes from whom, and how much of it. About the null sender it is asked later, by {@link NullSenders}. */
public final class ReceivePolicy {
  private final Policies policies;

  public ReceivePolicy(Policies policies) {
    this.policies = policies;
  }

  /** What is against a message from this sender, but for the limits. */
  Optional<RecipientAnswer> against(Scope.OfMailbox mailbox, ReversePath sender) {
    Places places = Places.of(mailbox);
    if (sender.address().filter(address -> isBlocked(mailbox, address)).isPresent()) {
      return Optional.of(new RecipientAnswer.Rejected(RejectReason.POLICY));
    }
    return policies.storedOctets().reached(places).map(limit -> new RecipientAnswer.Deferred(DeferReason.MAILBOX_FULL));
  }

  /**
   * Takes a message from the rates of all levels; to be asked last, since it takes something.
   *
   * @param beside
   *          the mailboxes that it is accepted for already
   */
  Receives.Reservation reserve(Scope.OfMailbox mailbox, Collection<Scope.OfMailbox> beside) {
    return policies.receives().reserve(Places.of(mailbox), beside);
  }

  /** Whether the lists that hold for a mailbox block mail from an address. */
  boolean isBlocked(Scope.OfMailbox mailbox, EmailAddress address) {
    return policies.lists()
        .decide(ListEntry.Direction.RECEIVE, Places.of(mailbox), address)
        .filter(rule -> rule.entry().verdict() == ListEntry.Verdict.BLOCK)
        .isPresent();
  }

  /** Gives back what was reserved for a message that was not stored. */
  void giveBack(Receives.Reservation.Given given) {
    policies.receives().refund(given);
  }

  /**
   * Counts a message in the transaction that stores it; false when a quota would be passed. That is so only when others have used it
   * up since the recipient was accepted. It is told of all recipients then, as there is one answer for them; when the message comes
   * again the recipient is not accepted, and the others get it.
   */
  boolean count(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    return policies.receives().take(transaction, Places.of(mailbox)).isEmpty();
  }
}
