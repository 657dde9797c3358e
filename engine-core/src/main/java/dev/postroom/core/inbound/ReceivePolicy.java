package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.policy.ListEntry;
import dev.postroom.spi.store.StoreTransaction;
import java.util.Collection;
import java.util.Optional;

/** What a mailbox takes from whom, and how much of it. Reports come from nobody, so no list is about their sender. */
public final class ReceivePolicy {
  private final Policies policies;

  public ReceivePolicy(Policies policies) {
    this.policies = policies;
  }

  /**
   * What is against a message from this sender; when nothing is, it is taken from the rates of all levels.
   *
   * @param beside
   *          the mailboxes that it is accepted for already
   */
  Optional<RecipientAnswer> reserve(Scope.OfMailbox mailbox, ReversePath sender, Collection<Scope.OfMailbox> beside) {
    Places places = Places.of(mailbox);
    if (isBlocked(places, sender)) {
      return Optional.of(new RecipientAnswer.Rejected(RejectReason.POLICY));
    }
    if (policies.storedOctets().reached(places).isPresent()) {
      return Optional.of(new RecipientAnswer.Deferred(DeferReason.MAILBOX_FULL));
    }
    return policies.receives()
        .reserve(places, beside)
        .map(shortage -> new RecipientAnswer.Deferred(DeferReason.LIMITED));
  }

  private boolean isBlocked(Places places, ReversePath sender) {
    return sender.address()
        .flatMap(address -> policies.lists().decide(ListEntry.Direction.RECEIVE, places, address))
        .filter(rule -> rule.entry().verdict() == ListEntry.Verdict.BLOCK)
        .isPresent();
  }

  /** Gives back what was reserved for a message that was not stored. */
  void giveBack(Scope.OfMailbox mailbox) {
    policies.receives().refund(Places.of(mailbox));
  }

  /**
   * Counts a message in the transaction that stores it; false when a quota would be passed. That is so only when others have used it
   * up since the recipient was accepted. It is told of all recipients then, as there is one answer for them; when the message comes
   * again the recipient is not accepted, and the others get it.
   */
  boolean count(StoreTransaction transaction, Scope.OfMailbox mailbox, long octets) {
    Places places = Places.of(mailbox);
    if (policies.receives().take(transaction, places).isPresent()) {
      return false;
    }
    policies.storedOctets().add(places, octets);
    return true;
  }
}
