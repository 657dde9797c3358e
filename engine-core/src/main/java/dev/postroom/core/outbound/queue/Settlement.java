package dev.postroom.core.outbound.queue;

import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.event.Changes;
import dev.postroom.core.outbound.RetrySchedule;
import dev.postroom.core.report.BounceClass;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What comes of a hand-over: the delivery is settled or waits again, what follows from it is written in the same transaction, and all
 * of it only if the lease is still this one's.
 */
final class Settlement {
  private static final int LONGEST_REPLY = 1000;
  private static final EnhancedStatus UNREACHABLE = new EnhancedStatus(4, 4, 1);
  /** What is said of a delivery that failed on this side. */
  static final EnhancedStatus FAILED_HERE = new EnhancedStatus(4, 3, 0);

  private final Changes changes;
  private final KeyLadder ladder;
  private final RetrySchedule schedule;
  private final Aftermath aftermath;
  private final Turns turns;
  private final Clock clock;

  Settlement(Changes changes, KeyLadder ladder, RetrySchedule schedule, Aftermath aftermath, Turns turns, Clock clock) {
    this.changes = changes;
    this.ladder = ladder;
    this.schedule = schedule;
    this.aftermath = aftermath;
    this.turns = turns;
    this.clock = clock;
  }

  /** The recipient's side has it. */
  void taken(Leased delivery, Answer answer) {
    settle(delivery, DeliveryState.DELIVERED, withThis(delivery), Optional.of(answer), EventType.DELIVERY_TAKEN,
        transaction -> aftermath.delivered(transaction, delivery.mailbox(), reach(delivery)));
  }

  /** The recipient's side refuses it for good. */
  void refused(Leased delivery, Answer answer) {
    bounced(delivery, answer, BounceClass.of(answer.code(), answer.status()));
  }

  /** The recipient's side refuses the sender for good, which says nothing of the recipient. */
  void senderRefused(Leased delivery, Answer answer) {
    bounced(delivery, answer, BounceClass.POLICY);
  }

  private void bounced(Leased delivery, Answer answer, BounceClass bounce) {
    // Opens the key before the transaction, which is not to wait for it.
    ladder.mailbox(delivery.mailbox());
    settle(delivery, DeliveryState.BOUNCED, withThis(delivery), Optional.of(answer), EventType.DELIVERY_BOUNCED,
        transaction -> aftermath.refused(transaction, delivery.mailbox(), new Aftermath.Failed(delivery.row().id(),
            delivery.envelope().recipient(), bounce, reach(delivery))));
  }

  private static Aftermath.Reach reach(Leased delivery) {
    return switch (delivery.destination()) {
      case Destination.Here here -> Aftermath.Reach.WITHIN;
      case Destination.There there -> Aftermath.Reach.OUTSIDE;
    };
  }

  /** The recipient is not written to any more. */
  void suppressed(Leased delivery) {
    settle(delivery, DeliveryState.SUPPRESSED, before(delivery), Optional.empty(), EventType.DELIVERY_SUPPRESSED,
        transaction -> aftermath.unsent(transaction, delivery.mailbox(), List.of(delivery.row())));
  }

  /** The message was deleted meanwhile, or the author's address given up. */
  void cancelled(Leased delivery) {
    settle(delivery, DeliveryState.CANCELLED, before(delivery), Optional.empty(), EventType.DELIVERY_CANCELLED,
        transaction -> aftermath.unsent(transaction, delivery.mailbox(), List.of(delivery.row())));
  }

  /** Not now: it is tried again by the schedule, or is expired. */
  void notNow(Leased delivery, Answer answer) {
    Instant now = clock.instant();
    int attempts = withThis(delivery);
    Optional<Instant> next = schedule.next(attempts, delivery.row().expiresAt(), now);
    if (next.isEmpty()) {
      settle(delivery, DeliveryState.EXPIRED, attempts, Optional.of(answer), EventType.DELIVERY_EXPIRED,
          transaction -> {
          });
    } else {
      waitAgain(delivery, attempts, Optional.of(answer), next.get());
    }
  }

  /** This side failed before anything was tried with the recipient's: the attempt does not count, and who asks is told why. */
  void notTried(Leased delivery, Enum<?> reason, Duration pause) {
    putBack(delivery, pause, Optional.of(new Answer(0, Optional.of(FAILED_HERE), "not tried: " + reason)));
  }

  /** The recipient's side could not be spoken with: the attempt does not count, and who asks is told why nothing happens. */
  void unreachable(Leased delivery, HandoffResult.Unreachable.Reason reason, Duration pause) {
    putBack(delivery, pause, Optional.of(new Answer(0, Optional.of(UNREACHABLE), "not reached: " + reason)));
  }

  /** Nothing was tried, and there is nothing to tell: it waits as before. */
  void putBack(Leased delivery) {
    putBack(delivery, Duration.ZERO, Optional.empty());
  }

  /** The last time of all is due at the very end. */
  private void putBack(Leased delivery, Duration pause, Optional<Answer> answer) {
    Instant now = clock.instant();
    Instant end = delivery.row().expiresAt();
    if (!now.isBefore(end)) {
      settle(delivery, DeliveryState.EXPIRED, before(delivery), answer, EventType.DELIVERY_EXPIRED, transaction -> {
      });
    } else {
      Instant due = now.plus(pause);
      waitAgain(delivery, before(delivery), answer, due.isBefore(end) ? due : end);
    }
  }

  /** How often it was tried before this time. */
  private static int before(Leased delivery) {
    return delivery.row().progress().attempts();
  }

  /** How often it was tried, this time included. */
  private static int withThis(Leased delivery) {
    return before(delivery) + 1;
  }

  /** What else is written when a delivery is settled. */
  @FunctionalInterface
  private interface More {
    void in(StoreTransaction transaction);
  }

  private void settle(Leased delivery, DeliveryState state, int attempts, Optional<Answer> answer, EventType type,
      More more) {
    Progress progress = new Progress(state, attempts, Optional.empty(), Optional.empty(), Optional.of(clock.instant()),
        status(delivery, answer), reply(delivery, answer));
    changes.make(delivery.mailbox(), transaction -> {
      boolean isOurs = advance(transaction, delivery, progress);
      if (isOurs) {
        more.in(transaction);
        transaction.events()
            .append(changes.event(type, delivery.mailbox(), delivery.row().message(), delivery.row().id().toString()));
      }
      return isOurs;
    });
  }

  private void waitAgain(Leased delivery, int attempts, Optional<Answer> answer, Instant due) {
    Progress progress = new Progress(DeliveryState.WAITING, attempts, Optional.of(due), Optional.empty(),
        Optional.empty(), status(delivery, answer), reply(delivery, answer));
    changes.make(delivery.mailbox(), transaction -> {
      changes.afterwards(() -> turns.announce(delivery.mailbox(), due));
      return advance(transaction, delivery, progress);
    });
  }

  private static boolean advance(StoreTransaction transaction, Leased delivery, Progress progress) {
    return Rungs.evenErased(transaction, delivery.mailbox())
        .deliveries()
        .advance(delivery.row().id(), Optional.of(delivery.lease()), progress);
  }

  private static Optional<String> status(Leased delivery, Optional<Answer> answer) {
    return answer.flatMap(Answer::status).map(EnhancedStatus::toString).or(() -> delivery.row().progress().status());
  }

  /** What was said is worth less than that it was said: without a key it is left away. */
  private Optional<SealedBytes> reply(Leased delivery, Optional<Answer> answer) {
    try {
      return answer
          .map(said -> DeliverySeals.reply(ladder.mailbox(delivery.mailbox()), delivery.row().id(), text(said)))
          .or(() -> delivery.row().progress().reply());
    } catch (SealException noKey) {
      return Optional.empty();
    }
  }

  private static String text(Answer answer) {
    String text = answer.code() == 0 ? answer.text() : answer.code() + " " + answer.text();
    return text.length() > LONGEST_REPLY ? text.substring(0, LONGEST_REPLY) : text;
  }
}
