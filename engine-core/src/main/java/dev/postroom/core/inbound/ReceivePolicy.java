package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.policy.ListEntry;
import dev.postroom.spi.store.StoreTransaction;
import java.util.Optional;

/** What a mailbox takes from whom, and how much of it. About the null sender it is asked later, by {@link NullSenders}. */
public final class ReceivePolicy {
  private final Policies policies;

  public ReceivePolicy(Policies policies) {
    this.policies = policies;
  }

  /** What is against a message from this sender; when nothing is, it is taken from the rates of all levels. */
  Optional<RecipientAnswer> reserve(Scope.OfMailbox mailbox, ReversePath sender) {
    Places places = Places.of(mailbox);
    if (sender.address().filter(address -> isBlocked(mailbox, address)).isPresent()) {
      return Optional.of(new RecipientAnswer.Rejected(RejectReason.POLICY));
    }
    if (policies.storedOctets().reached(places).isPresent()) {
      return Optional.of(new RecipientAnswer.Deferred(DeferReason.MAILBOX_FULL));
    }
    return policies.receives().reserve(places).map(shortage -> new RecipientAnswer.Deferred(DeferReason.LIMITED));
  }

  /** Whether the lists that hold for a mailbox block mail from an address. */
  boolean isBlocked(Scope.OfMailbox mailbox, EmailAddress address) {
    return policies.lists()
        .decide(ListEntry.Direction.RECEIVE, Places.of(mailbox), address)
        .filter(rule -> rule.entry().verdict() == ListEntry.Verdict.BLOCK)
        .isPresent();
  }

  /** Gives back what was reserved for a message that was not stored. */
  void giveBack(Scope.OfMailbox mailbox) {
    policies.receives().refund(Places.of(mailbox));
  }

  /** Counts a message in the transaction that stores it; false when a quota would be passed. */
  boolean count(StoreTransaction transaction, Scope.OfMailbox mailbox, long octets) {
    Places places = Places.of(mailbox);
    if (policies.receives().take(transaction, places).isPresent()) {
      return false;
    }
    policies.storedOctets().add(places, octets);
    return true;
  }
}
