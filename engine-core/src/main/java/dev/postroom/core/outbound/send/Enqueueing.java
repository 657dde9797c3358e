package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.core.compose.Origin;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.mailbox.NewMessage;
import dev.postroom.core.mailbox.NewMessages;
import dev.postroom.core.mailbox.Remembrance;
import dev.postroom.core.outbound.queue.DeliveryEnvelope;
import dev.postroom.core.outbound.queue.DeliverySeals;
import dev.postroom.core.outbound.queue.Queue;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.error.SuspendedException;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.Flag;
import dev.postroom.message.Trace;
import dev.postroom.outbound.RecipientOutcome.Queued;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Seals a composed message and queues it for its recipients: content, message, deliveries, receipt and event in one transaction, or
 * nothing of it. Sealing happens before; what may have changed meanwhile is looked at again inside.
 */
final class Enqueueing {
  private static final Peer PEER = Peer.local("outbound");

  private final NewMessages newMessages;
  private final KeyLadder ladder;
  private final Changes changes;
  private final Queue queue;
  private final Duration timeToLive;
  private final Clock clock;

  Enqueueing(Tools tools, NewMessages newMessages, Queue queue, Duration timeToLive) {
    this.newMessages = newMessages;
    this.ladder = tools.ladder();
    this.changes = tools.changes();
    this.queue = queue;
    this.timeToLive = timeToLive;
    this.clock = tools.clock();
  }

  /** Looked at inside of the transaction, where nothing can come between it and the change. */
  @FunctionalInterface
  interface LastWord {
    /** What is against it after all; nothing is changed then. */
    Optional<Objection> in(StoreTransaction transaction);
  }

  /** All that one transaction writes. */
  private record Rows(NewMessages.Sealed message, List<DeliveryRow> deliveries, Optional<SendRow> send,
      Set<Token> sentBefore) {}

  /**
   * Queues a message.
   *
   * @param receipt
   *          what the caller will be told; its queued outcomes are what is queued
   * @return what was against it, if something was
   */
  Optional<Objection> enqueue(Sender sender, Draft draft, Composed composed, SendReceipt receipt, OnceOnly.First first,
      LastWord lastWord) {
    Rows rows = rows(sender, draft, composed, receipt, first);
    return changes.make(sender.mailbox(), transaction -> {
      if (transaction.standing(sender.mailbox()) == Standing.SUSPENDED) {
        throw new SuspendedException("suspended");
      }
      Optional<Objection> objection = lastWord.in(transaction);
      if (objection.isEmpty()) {
        insert(transaction, rows);
      }
      return objection;
    });
  }

  private void insert(StoreTransaction transaction, Rows rows) {
    Scope.OfMailbox mailbox = rows.message().mailbox();
    MessageRow message = rows.message().row();
    MailboxStore rung = Rungs.of(transaction, mailbox);
    newMessages.put(transaction, rows.message());
    rows.deliveries().forEach(rung.deliveries()::insert);
    rows.send().ifPresent(send -> insertOnce(rung, send, rows.sentBefore()));
    Remembrance.fade(rung, message.receivedAt());
    rows.deliveries()
        .stream()
        .flatMap(row -> row.progress().due().stream())
        .min(Comparator.naturalOrder())
        .ifPresent(due -> changes.afterwards(() -> queue.announce(mailbox, due)));
    transaction.events().append(changes.event(EventType.MESSAGE_QUEUED, mailbox, message.id()));
  }

  /** One of the same key may have been queued since it was looked for: of that nobody could say, when its caller asked again. */
  private static void insertOnce(MailboxStore rung, SendRow send, Set<Token> sentBefore) {
    if (rung.findSend(sentBefore).isPresent()) {
      throw new ConflictException(FailureReason.IDEMPOTENCY_IN_FLIGHT,
          "idempotencyKey: a send is under way (expected: ask again)");
    }
    rung.insertSend(send);
  }

  private Rows rows(Sender sender, Draft draft, Composed composed, SendReceipt receipt, OnceOnly.First first) {
    Scope.OfMailbox mailbox = sender.mailbox();
    MailboxCipher cipher = ladder.mailbox(mailbox);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SendReceipt.Sent sent = receipt.sent().orElseThrow();
    return new Rows(sealed(mailbox, cipher, message(draft, composed, sent, now)),
        deliveries(sender, cipher, draft, sent.message(), receipt, now), first.row(cipher, receipt),
        first.tokens(cipher));
  }

  private static NewMessage message(Draft draft, Composed composed, SendReceipt.Sent sent, Instant now) {
    EmailAddress author = draft.author().addressee().address();
    Trace trace = new Trace(ReversePath.of(author), author, PEER, now);
    return new NewMessage(sent.message(), sent.thread(), trace, Set.of(Flag.SENT), composed.octets(),
        composed.outline(), draft.recipients(), 1);
  }

  private NewMessages.Sealed sealed(Scope.OfMailbox mailbox, MailboxCipher cipher, NewMessage message) {
    try {
      return newMessages.seal(mailbox, cipher, message);
    } catch (IOException spoolFailed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "spool: cannot be read", spoolFailed);
    }
  }

  private List<DeliveryRow> deliveries(Sender sender, MailboxCipher cipher, Draft draft, MessageId message,
      SendReceipt receipt, Instant now) {
    EmailAddress author = draft.author().addressee().address();
    boolean isAutomatic = draft.origin() == Origin.AUTOMATIC;
    List<DeliveryRow> rows = new ArrayList<>();
    receipt.outcomes().stream().filter(Queued.class::isInstance).map(Queued.class::cast).forEach(queued -> {
      Instant expiresAt = queued.due().plus(timeToLive);
      DeliveryEnvelope envelope = new DeliveryEnvelope(queued.recipient(), author, isAutomatic);
      rows.add(new DeliveryRow(queued.delivery(), message,
          DeliverySeals.envelope(cipher, queued.delivery(), message, now, envelope),
          destination(sender.mailbox(), queued.recipient()), sender.key(), now, expiresAt,
          DeliveryRow.Progress.waiting(queued.due())));
    });
    return rows;
  }

  private Token destination(Scope.OfMailbox mailbox, EmailAddress recipient) {
    String domain = recipient.domain().map(DomainName::value).orElse("");
    return ladder.cipher(mailbox.inWorkspace()).token(Token.Kind.DESTINATION, domain);
  }
}
