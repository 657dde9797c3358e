package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.error.FailureReason;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.PostroomException;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.OutboundContent;
import dev.postroom.spi.outbound.RunningOutbound;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands one leased delivery over: whether author and recipient are still what they were, the octets as they were stored, the signature
 * of the author's domain, the transport, and what comes of it. Whatever fails on this side before the transport was asked puts the
 * delivery back. What the transport has said is never forgotten while the process lives: it is written down when the store answers
 * again, for to try once more instead would give the recipient the same message twice.
 */
final class HandOver {
  private static final Logger LOG = System.getLogger(HandOver.class.getPackageName());
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final long SHORTEST_WAIT_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 10_000;

  private final Recheck recheck;
  private final Messages messages;
  private final Signing signing;
  private final ReturnPaths returnPaths;
  private final LocalDelivery local;
  private final RunningOutbound transport;
  private final Breakers breakers;
  private final Settlement settlement;
  private final CountDownLatch closing = new CountDownLatch(1);

  /** What came of a hand-over, to be stored. */
  @FunctionalInterface
  private interface Outcome {
    void store();
  }

  HandOver(Recheck recheck, Messages messages, Signing signing, ReturnPaths returnPaths, LocalDelivery local,
      RunningOutbound transport, Breakers breakers, Settlement settlement) {
    this.recheck = recheck;
    this.messages = messages;
    this.signing = signing;
    this.returnPaths = returnPaths;
    this.local = local;
    this.transport = transport;
    this.breakers = breakers;
    this.settlement = settlement;
  }

  void run(Leased delivery) {
    store(outcome(delivery));
  }

  /** Has a delivery that was taken back for nothing wait again, if its lease is still this one's. */
  void putBack(Leased delivery) {
    store(() -> settlement.putBack(delivery));
  }

  private void store(Outcome outcome) {
    long wait = SHORTEST_WAIT_MILLIS;
    while (!isStored(outcome) && !isClosingWithin(wait)) {
      wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
    }
  }

  private static boolean isStored(Outcome outcome) {
    try {
      outcome.store();
      return true;
    } catch (PostroomException storeDoesNotAnswer) {
      LOG.log(Level.DEBUG, "what came of a delivery waits to be stored", storeDoesNotAnswer);
      return false;
    } catch (RuntimeException | Error unforeseen) {
      LOG.log(Level.WARNING, "what came of a delivery waits to be stored", unforeseen);
      return false;
    }
  }

  private boolean isClosingWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Waits for the store no longer: what came of a delivery and is not stored by now is lost with the process. */
  void close() {
    closing.countDown();
  }

  private Outcome outcome(Leased delivery) {
    try {
      return attempt(delivery);
    } catch (PostroomException failedHere) {
      return putBack(delivery, Level.DEBUG, failedHere, failedHere.reason());
    } catch (IOException contentUnreadable) {
      return putBack(delivery, Level.DEBUG, contentUnreadable, FailureReason.STORE_UNAVAILABLE);
    } catch (RuntimeException | Error unforeseen) {
      return putBack(delivery, Level.WARNING, unforeseen, FailureReason.STORE_UNAVAILABLE);
    }
  }

  private Outcome putBack(Leased delivery, Level level, Throwable cause, FailureReason reason) {
    LOG.log(level, "a delivery is put back, for this side failed", cause);
    return () -> settlement.notTried(delivery, reason, PAUSE);
  }

  private Outcome attempt(Leased delivery) throws IOException {
    return switch (recheck.of(delivery.mailbox(), delivery.envelope())) {
      case CLOSED -> () -> settlement.notTried(delivery, FailureReason.SUSPENDED, PAUSE);
      case PAUSED -> () -> settlement.notTried(delivery, DeferralReason.PAUSED, PAUSE);
      case NOT_OWN_ADDRESS -> () -> settlement.cancelled(delivery);
      case UNWANTED -> () -> settlement.suppressed(delivery);
      case NOTHING -> handOver(delivery);
    };
  }

  private Outcome handOver(Leased delivery) throws IOException {
    MessageSource stored;
    try {
      stored = messages.source(delivery.mailbox(), delivery.row().message());
    } catch (NotFoundException deletedMeanwhile) {
      return () -> settlement.cancelled(delivery);
    }
    OutboundContent content = signing.signed(delivery.mailbox().inWorkspace(), delivery.envelope().author(), stored);
    return switch (delivery.destination()) {
      case Destination.Here here -> said(delivery, local.deliver(sender(delivery), recipient(delivery), content));
      case Destination.There there -> handOver(delivery, there, content);
    };
  }

  private Outcome handOver(Leased delivery, Destination.There there, OutboundContent content) {
    Handoff handoff = new Handoff(there.egress(), sender(delivery), List.of(recipient(delivery)), content);
    return switch (transport.handOver(handoff)) {
      case HandoffResult.Answered answered -> {
        breakers.succeeded(delivery.passage());
        yield said(delivery, answered.recipients().get(0));
      }
      case HandoffResult.Unreachable unreachable -> {
        if (unreachable.reason() != HandoffResult.Unreachable.Reason.HERE) {
          breakers.failed(delivery.passage());
        }
        yield () -> settlement.unreachable(delivery, unreachable.reason(), PAUSE);
      }
    };
  }

  private Outcome said(Leased delivery, RecipientResult result) {
    return switch (result) {
      case RecipientResult.Taken taken -> () -> settlement.taken(delivery, taken.answer());
      case RecipientResult.NotNow notNow -> () -> settlement.notNow(delivery, notNow.answer());
      case RecipientResult.Never never -> () -> settlement.refused(delivery, never.answer());
      case RecipientResult.NeverFrom never -> () -> settlement.senderRefused(delivery, never.answer());
    };
  }

  private ReversePath sender(Leased delivery) {
    if (delivery.envelope().isAutomatic()) {
      return ReversePath.ofNull();
    }
    Scope.OfMailbox mailbox = delivery.mailbox();
    EmailAddress author = delivery.envelope().author();
    return author.domain()
        .map(domain -> ReversePath.of(returnPaths.make(mailbox, delivery.row().id().value(), domain)))
        .orElseGet(() -> ReversePath.of(author));
  }

  private static EmailAddress recipient(Leased delivery) {
    return delivery.envelope().recipient();
  }
}
