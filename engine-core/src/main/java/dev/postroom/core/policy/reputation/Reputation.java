package dev.postroom.core.policy.reputation;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.event.Changes;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.limit.Calendar;
import dev.postroom.core.policy.limit.Level;
import dev.postroom.event.EventType;
import dev.postroom.policy.ReputationRule;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Counts how deliveries end, and pauses a mailbox of which too many end badly: in the transaction that settles the delivery, so that
 * what is counted and what follows from it are one.
 */
public final class Reputation {
  private final Changes changes;
  private final Pauses pauses;
  private final ReputationRule rule;
  private final Clock clock;

  public Reputation(Changes changes, Pauses pauses, ReputationRule rule, Clock clock) {
    this.changes = changes;
    this.pauses = pauses;
    this.rule = rule;
    this.clock = clock;
  }

  /** The recipient's side has taken a delivery. */
  public void delivered(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    count(transaction, mailbox, UsageKind.DELIVERED, 1);
  }

  /** The recipient's side has refused a delivery for good. */
  public void bounced(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    count(transaction, mailbox, UsageKind.BOUNCED, 1);
    judge(transaction, mailbox);
  }

  /** A delivery has come back that had been taken: it is no longer a delivered one, so that each counts once. */
  public void cameBack(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    count(transaction, mailbox, UsageKind.DELIVERED, -1);
    bounced(transaction, mailbox);
  }

  /** A recipient has complained. */
  public void complained(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    count(transaction, mailbox, UsageKind.COMPLAINTS, 1);
    judge(transaction, mailbox);
  }

  private void count(StoreTransaction transaction, Scope.OfMailbox mailbox, UsageKind kind, long amount) {
    Calendar calendar = Calendar.at(clock.instant());
    Level.of(Places.of(mailbox)).forEach(level -> level.table(transaction).count(kind, calendar.today(), amount));
  }

  private void judge(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    MailboxStore rung = Rungs.evenErased(transaction, mailbox);
    if (rung.pause().isPresent()) {
      return;
    }
    Instant now = clock.instant();
    Calendar calendar = Calendar.at(now);
    TrackRecord.of(rung.limits(), calendar.today().minusDays(rule.days() - 1L), calendar.today())
        .judgedBy(rule)
        .ifPresent(cause -> {
          pauses.set(rung, mailbox, Optional.of(new SendingPause(cause, now.truncatedTo(ChronoUnit.MILLIS))));
          transaction.events().append(changes.event(EventType.SENDING_PAUSED, mailbox, cause.name()));
        });
  }
}
