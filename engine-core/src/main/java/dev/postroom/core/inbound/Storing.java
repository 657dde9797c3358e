package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.mailbox.NewMessage;
import dev.postroom.core.mailbox.NewMessages;
import dev.postroom.core.outbound.bounce.ArrivedReport;
import dev.postroom.core.outbound.bounce.Bounces;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.message.Flag;
import dev.postroom.message.Trace;
import dev.postroom.spi.store.StoreTransaction;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Seals a copy of a message for each of its mailboxes, each under its own id and key, and stores all of them in one transaction with
 * their events. Sealing happens before the transaction; what may have changed meanwhile is looked at again inside of it.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Changes of a store may wait for each other, so what is done inside of one keeps others from theirs. Sealing is the dear part and
 * needs nothing of the store, so it is done before, on the threads of the senders. One transaction for all copies is one force of the
 * disk for them, and they are taken or not taken together.
 */
public final class Storing {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** A message sealed for one mailbox, ready to be stored. */
  private record Copy(EmailAddress recipient, NewMessages.Sealed sealed) {
    Scope.OfMailbox mailbox() {
      return sealed.mailbox();
    }

    MessageId id() {
      return sealed.row().id();
    }
  }

  private final NewMessages newMessages;
  private final KeyLadder ladder;
  private final Changes changes;
  private final ThreadFinder threads;
  private final ReceivePolicy policy;
  private final Bounces bounces;
  private final IdSource ids;
  private final Clock clock;

  public Storing(Tools tools, NewMessages newMessages, ThreadFinder threads, ReceivePolicy policy, Bounces bounces) {
    this.newMessages = newMessages;
    this.ladder = tools.ladder();
    this.changes = tools.changes();
    this.threads = threads;
    this.policy = policy;
    this.bounces = bounces;
    this.ids = tools.ids();
    this.clock = tools.clock();
  }

  List<Disposition.Stored> store(Arrival arrival, Map<Scope.OfMailbox, EmailAddress> recipients) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Copy> copies = new ArrayList<>(recipients.size());
    recipients.forEach((mailbox, recipient) -> copies.add(sealed(mailbox,
        new Trace(arrival.sender(), recipient, arrival.peer(), now), arrival, recipients.size())));
    storeAll(copies, arrival);
    return copies.stream()
        .map(copy -> new Disposition.Stored(copy.recipient(), copy.mailbox().mailbox(), copy.id()))
        .toList();
  }

  /**
   * Copies for several workspaces are stored in the turn of the first. When the store does not say in time whether they are stored, that
   * is waited for: who is told that they are not will send the message again, and they must not be there then. Clients wait for ten
   * minutes after the content (RFC 5321, section 4.5.3.2.6).
   */
  private void storeAll(List<Copy> copies, Arrival arrival) {
    Copy first = copies.get(0);
    changes.makeDecided(first.mailbox(), transaction -> {
      copies.forEach(copy -> insert(transaction, copy, arrival));
      return copies.size();
    }, transaction -> isStored(transaction, first), PATIENCE);
  }

  private static boolean isStored(StoreTransaction transaction, Copy copy) {
    return transaction.standing(copy.mailbox()) != Standing.ERASED
        && Rungs.of(transaction, copy.mailbox()).find(copy.id()).isPresent();
  }

  private Copy sealed(Scope.OfMailbox mailbox, Trace trace, Arrival arrival, int copies) {
    MailboxCipher cipher = cipher(mailbox);
    MessageId id = ids.message();
    ThreadId thread = threads.find(mailbox, cipher, arrival.outline()).orElseGet(ids::thread);
    NewMessage message = new NewMessage(id, thread, trace, flags(mailbox, arrival, trace.recipient()), arrival.spool(),
        arrival.outline(), List.of(trace.recipient()), copies);
    try {
      return new Copy(trace.recipient(), newMessages.seal(mailbox, cipher, message));
    } catch (IOException spoolFailed) {
      throw new NotNow(DeferReason.STORE_UNAVAILABLE);
    }
  }

  /** What is only a report of what was sent is kept, and troubles nobody. */
  private Set<Flag> flags(Scope.OfMailbox mailbox, Arrival arrival, EmailAddress recipient) {
    boolean isOnlyReport = arrival.report().isPresent() && bounces.isReturnPath(mailbox, recipient);
    return Set.of(isOnlyReport ? Flag.ARCHIVED : Flag.UNREAD);
  }

  private MailboxCipher cipher(Scope.OfMailbox mailbox) {
    try {
      return ladder.mailbox(mailbox);
    } catch (SealException noKey) {
      throw new NotNow(DeferReason.SEAL_UNAVAILABLE, mailbox);
    }
  }

  private void insert(StoreTransaction transaction, Copy copy, Arrival arrival) {
    Scope.OfMailbox mailbox = copy.mailbox();
    if (transaction.standing(mailbox) != Standing.ACTIVE) {
      throw new NotNow(DeferReason.SUSPENDED, mailbox);
    }
    if (Rungs.of(transaction, mailbox).row().filter(MailboxQuotas::hasRoom).isEmpty()) {
      throw new NotNow(DeferReason.MAILBOX_FULL, mailbox);
    }
    if (!policy.count(transaction, mailbox)) {
      throw new NotNow(DeferReason.LIMITED, mailbox);
    }
    newMessages.put(transaction, copy.sealed());
    transaction.events().append(changes.event(EventType.MESSAGE_RECEIVED, mailbox, copy.id()));
    arrival.report()
        .ifPresent(report -> bounces.learn(transaction,
            new ArrivedReport(mailbox, copy.recipient(), arrival.sender(), report)));
  }
}
