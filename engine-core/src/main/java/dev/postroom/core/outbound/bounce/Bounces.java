package dev.postroom.core.outbound.bounce;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.inbound.Routes;
import dev.postroom.core.outbound.queue.Aftermath;
import dev.postroom.core.outbound.queue.DeliverySeals;
import dev.postroom.core.report.BounceClass;
import dev.postroom.core.report.DeliveryReport;
import dev.postroom.core.report.FeedbackReport;
import dev.postroom.core.report.RecipientReport;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.EnhancedStatus;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryRow.Progress;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Learns from reports, in the transaction that stores them.
 *
 * <p>
 * How is this designed, and why? Anybody can send a report, so it is believed only where it proves that it is about mail which this very
 * mailbox has sent: by the return path that was made for one delivery, which only the recipient's side has seen; or by the Message-ID
 * of a message that had one recipient. Of a message to several, each of them knows the Message-ID and the others' addresses, and could
 * have them suppressed by a report of his own making: there the Message-ID alone says too little. A delivery report comes from nobody
 * (RFC 3464, section 2), so one that has a sender is none.
 */
public final class Bounces {
  private final KeyLadder ladder;
  private final ReturnAddresses returnAddresses;
  private final Changes changes;
  private final Aftermath aftermath;
  private final Clock clock;

  public Bounces(KeyLadder ladder, ReturnAddresses returnAddresses, Changes changes, Aftermath aftermath, Clock clock) {
    this.ladder = ladder;
    this.returnAddresses = returnAddresses;
    this.changes = changes;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /** Whether an address is a return path of something that this mailbox sent. */
  public boolean isReturnPath(Scope.OfMailbox mailbox, EmailAddress address) {
    return returnAddresses.ofMailbox(mailbox, address).isPresent();
  }

  /** Learns what a report says, if it is about something that the mailbox has sent. */
  public void learn(StoreTransaction transaction, ArrivedReport arrival) {
    switch (arrival.report()) {
      case DeliveryReport report when arrival.sender().address().isEmpty() ->
          delivery(transaction, arrival, Optional.empty()).ifPresent(row -> bounced(transaction, arrival, row, report));
      case DeliveryReport forged -> {
        // Not from where reports come from.
      }
      case FeedbackReport report when report.isComplaint() ->
          delivery(transaction, arrival, report.originalSender())
              .ifPresent(row -> complained(transaction, arrival.mailbox(), row));
      case FeedbackReport other -> {
        // Says nothing against the mail.
      }
    }
  }

  /** The delivery that a report is about, as far as it is proven. */
  private Optional<DeliveryRow> delivery(StoreTransaction transaction, ArrivedReport arrival,
      Optional<EmailAddress> returnPath) {
    MailboxStore rung = Rungs.evenErased(transaction, arrival.mailbox());
    Optional<DeliveryId> named = returnAddresses.ofMailbox(arrival.mailbox(), arrival.recipient())
        .or(() -> returnPath.flatMap(path -> returnAddresses.ofMailbox(arrival.mailbox(), path)));
    return named.flatMap(rung.deliveries()::find).or(() -> onlyDelivery(rung, arrival));
  }

  private Optional<DeliveryRow> onlyDelivery(MailboxStore rung, ArrivedReport arrival) {
    MailboxCipher cipher = ladder.mailbox(arrival.mailbox());
    List<DeliveryRow> deliveries = arrival.report()
        .returnedMessageId()
        .map(id -> cipher.tokens(Token.Kind.MESSAGE_ID, id))
        .flatMap(tokens -> rung.findByToken(tokens, 1).stream().findFirst())
        .filter(row -> row.flags().contains(Flag.SENT))
        .map(MessageRow::id)
        .map(rung.deliveries()::ofMessage)
        .orElse(List.of());
    return deliveries.size() == 1 ? Optional.of(deliveries.get(0)) : Optional.empty();
  }

  private void bounced(StoreTransaction transaction, ArrivedReport arrival, DeliveryRow row, DeliveryReport report) {
    MailboxCipher cipher = ladder.mailbox(arrival.mailbox());
    EmailAddress recipient = DeliverySeals.envelope(cipher, row).recipient();
    Optional<RecipientReport> failed = failed(report, recipient).filter(one -> hasLeft(row));
    failed.ifPresent(said -> {
      Progress before = row.progress();
      Progress progress = new Progress(DeliveryState.BOUNCED, Math.max(1, before.attempts()), Optional.empty(),
          Optional.empty(), Optional.of(clock.instant()), said.status().map(EnhancedStatus::toString),
          said.diagnostic().map(text -> DeliverySeals.reply(cipher, row.id(), text)));
      if (Rungs.evenErased(transaction, arrival.mailbox()).deliveries().advance(row.id(), before.lease(), progress)) {
        follow(transaction, arrival.mailbox(), row, recipient, BounceClass.of(said).orElse(BounceClass.OTHER));
      }
    });
  }

  /** A report may be faster than the settling of the hand-over that it is about, which finds its lease gone then. */
  private static boolean hasLeft(DeliveryRow row) {
    DeliveryState state = row.progress().state();
    return state == DeliveryState.DELIVERED || state == DeliveryState.LEASED;
  }

  private void follow(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryRow row, EmailAddress recipient,
      BounceClass bounce) {
    Aftermath.Failed failed = new Aftermath.Failed(row.id(), recipient, bounce, reach(transaction, recipient));
    if (row.progress().state() == DeliveryState.DELIVERED) {
      aftermath.cameBack(transaction, mailbox, failed);
    } else {
      aftermath.refused(transaction, mailbox, failed);
    }
    transaction.events()
        .append(changes.event(EventType.DELIVERY_BOUNCED, mailbox, row.message(), row.id().toString()));
  }

  /** Behind aliases the report names another address than was written to: a report of one recipient is about that one. */
  private static Optional<RecipientReport> failed(DeliveryReport report, EmailAddress recipient) {
    List<RecipientReport> recipients = report.recipients();
    return recipients.stream()
        .filter(one -> recipients.size() == 1 || names(one, recipient))
        .filter(one -> one.action() == RecipientReport.Action.FAILED)
        .findFirst();
  }

  private static boolean names(RecipientReport report, EmailAddress recipient) {
    return report.finalRecipient().filter(recipient::equals).isPresent()
        || report.originalRecipient().filter(recipient::equals).isPresent();
  }

  private void complained(StoreTransaction transaction, Scope.OfMailbox mailbox, DeliveryRow row) {
    EmailAddress recipient = DeliverySeals.envelope(ladder.mailbox(mailbox), row).recipient();
    if (aftermath.complained(transaction, mailbox, row.id(), recipient, reach(transaction, recipient))) {
      transaction.events()
          .append(changes.event(EventType.COMPLAINT_RECEIVED, mailbox, row.message(), row.id().toString()));
    }
  }

  /** Where mail to the recipient goes now: the way that a delivery went is not kept. */
  private Aftermath.Reach reach(StoreTransaction transaction, EmailAddress recipient) {
    return returnAddresses.find(transaction, recipient).isPresent() || Routes.find(transaction, recipient).isPresent()
        ? Aftermath.Reach.WITHIN
        : Aftermath.Reach.OUTSIDE;
  }
}
