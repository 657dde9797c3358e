package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.limit.Level;
import dev.postroom.core.policy.limit.Spend;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.Suppression;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.StoreTransaction;
import java.util.List;

/**
 * What follows by the policies: the address of a hard bounce or a complaint is suppressed for the mailbox, and both are counted unless
 * they are of mail within the engine, so that nobody makes his record better by writing to a mailbox of his own. What was never tried is
 * given back to the quotas that it was taken from.
 */
public final class PolicyAftermath implements Aftermath {
  private final Policies policies;

  public PolicyAftermath(Policies policies) {
    this.policies = policies;
  }

  @Override
  public void unsent(StoreTransaction transaction, Scope.OfMailbox mailbox, List<DeliveryRow> ended) {
    List<DeliveryRow> untried = ended.stream().filter(row -> row.progress().attempts() == 0).toList();
    if (!untried.isEmpty()) {
      DeliveryRow any = untried.get(0);
      boolean isWhole = Rungs.of(transaction, mailbox)
          .deliveries()
          .ofMessage(any.message())
          .stream()
          .allMatch(PolicyAftermath::isUnsent);
      policies.quotas()
          .giveBack(transaction, Level.of(Places.of(mailbox), any.key()), new Spend(isWhole ? 1 : 0, untried.size(), 0),
              any.queuedAt());
    }
  }

  private static boolean isUnsent(DeliveryRow row) {
    DeliveryState state = row.progress().state();
    return row.progress().attempts() == 0 && (state == DeliveryState.CANCELLED || state == DeliveryState.SUPPRESSED);
  }

  @Override
  public void delivered(StoreTransaction transaction, Scope.OfMailbox mailbox, Reach reach) {
    if (reach == Reach.OUTSIDE) {
      policies.reputation().delivered(transaction, mailbox);
    }
  }

  @Override
  public void refused(StoreTransaction transaction, Scope.OfMailbox mailbox, Failed failed) {
    suppressIfHard(transaction, mailbox, failed);
    if (failed.reach() == Reach.OUTSIDE) {
      policies.reputation().bounced(transaction, mailbox);
    }
  }

  @Override
  public void cameBack(StoreTransaction transaction, Scope.OfMailbox mailbox, Failed failed) {
    suppressIfHard(transaction, mailbox, failed);
    if (failed.reach() == Reach.OUTSIDE) {
      policies.reputation().cameBack(transaction, mailbox);
    }
  }

  private void suppressIfHard(StoreTransaction transaction, Scope.OfMailbox mailbox, Failed failed) {
    if (failed.bounce().isSuppressing()) {
      policies.suppressions()
          .suppress(transaction, mailbox,
              NewSuppression.learnt(failed.recipient(), Suppression.Reason.HARD_BOUNCE, failed.delivery()));
    }
  }

  @Override
  public boolean complained(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryId delivery,
      EmailAddress recipient, Reach reach) {
    boolean isKnown = policies.suppressions()
        .findIn(transaction, mailbox, recipient)
        .filter(entry -> entry.reason() == Suppression.Reason.COMPLAINT)
        .isPresent();
    if (!isKnown) {
      policies.suppressions()
          .suppress(transaction, mailbox, NewSuppression.learnt(recipient, Suppression.Reason.COMPLAINT, delivery));
      if (reach == Reach.OUTSIDE) {
        policies.reputation().complained(transaction, mailbox);
      }
    }
    return !isKnown;
  }
}
