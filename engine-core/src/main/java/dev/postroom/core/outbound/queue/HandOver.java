package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.outbound.Breakers;
import dev.postroom.core.outbound.ReturnPaths;
import dev.postroom.error.NotFoundException;
import dev.postroom.error.PostroomException;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.OutboundContent;
import dev.postroom.spi.outbound.RunningOutbound;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Hands one leased delivery over: whether author and recipient are still what they were, the octets as they were stored, the signature
 * of the author's domain, the transport, and what comes of it. Whatever fails on this side puts the delivery back.
 */
final class HandOver {
  private static final Logger LOG = System.getLogger(HandOver.class.getPackageName());
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Recheck recheck;
  private final Messages messages;
  private final Signing signing;
  private final ReturnPaths returnPaths;
  private final LocalDelivery local;
  private final RunningOutbound transport;
  private final Breakers breakers;
  private final Settlement settlement;
  private final Clock clock;

  HandOver(Recheck recheck, Messages messages, Signing signing, ReturnPaths returnPaths, LocalDelivery local,
      RunningOutbound transport, Breakers breakers, Settlement settlement, Clock clock) {
    this.recheck = recheck;
    this.messages = messages;
    this.signing = signing;
    this.returnPaths = returnPaths;
    this.local = local;
    this.transport = transport;
    this.breakers = breakers;
    this.settlement = settlement;
    this.clock = clock;
  }

  void run(Leased delivery) {
    try {
      attempt(delivery);
    } catch (PostroomException | IOException failedHere) {
      LOG.log(Level.DEBUG, "a delivery is put back, for this side failed", failedHere);
      putBack(delivery);
    } catch (RuntimeException unforeseen) {
      LOG.log(Level.WARNING, "a delivery is put back, for this side failed", unforeseen);
      putBack(delivery);
    }
  }

  private void putBack(Leased delivery) {
    try {
      settlement.putBack(delivery, PAUSE);
    } catch (PostroomException theLeaseEndsByItself) {
      LOG.log(Level.DEBUG, "a delivery waits for the end of its lease", theLeaseEndsByItself);
    }
  }

  private void attempt(Leased delivery) throws IOException {
    switch (recheck.of(delivery.mailbox(), delivery.envelope())) {
      case CLOSED -> settlement.putBack(delivery, PAUSE);
      case NOT_OWN_ADDRESS -> settlement.cancelled(delivery);
      case UNWANTED -> settlement.suppressed(delivery);
      case NOTHING -> handOverInTime(delivery);
    }
  }

  private void handOverInTime(Leased delivery) throws IOException {
    if (Settlement.isExpired(delivery, clock.instant())) {
      settlement.putBack(delivery, PAUSE);
    } else {
      handOver(delivery);
    }
  }

  private void handOver(Leased delivery) throws IOException {
    MessageSource stored;
    try {
      stored = messages.source(delivery.mailbox(), delivery.row().message());
    } catch (NotFoundException deletedMeanwhile) {
      settlement.cancelled(delivery);
      return;
    }
    OutboundContent content = signing.signed(delivery.mailbox().inWorkspace(), delivery.envelope().author(), stored);
    switch (delivery.destination()) {
      case Destination.Here here -> settle(delivery, local.deliver(sender(delivery), recipient(delivery), content));
      case Destination.There there -> handOver(delivery, there, content);
    }
  }

  private void handOver(Leased delivery, Destination.There there, OutboundContent content) {
    Handoff handoff = new Handoff(there.egress(), sender(delivery), List.of(recipient(delivery)), content);
    switch (transport.handOver(handoff)) {
      case HandoffResult.Answered answered -> {
        breakers.succeeded(delivery.passage());
        settle(delivery, answered.recipients().get(0));
      }
      case HandoffResult.Unreachable unreachable -> {
        if (unreachable.reason() != HandoffResult.Unreachable.Reason.HERE) {
          breakers.failed(delivery.passage());
        }
        settlement.unreachable(delivery, unreachable.reason(), PAUSE);
      }
    }
  }

  private void settle(Leased delivery, RecipientResult result) {
    switch (result) {
      case RecipientResult.Taken taken -> settlement.taken(delivery, taken.answer());
      case RecipientResult.NotNow notNow -> settlement.notNow(delivery, notNow.answer());
      case RecipientResult.Never never -> settlement.refused(delivery, never.answer());
    }
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
