package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Tools;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.mailbox.MessageSeals;
import dev.postroom.core.mailbox.MessageTokens;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.outbound.bounce.ArrivedReport;
import dev.postroom.core.outbound.bounce.Bounces;
import dev.postroom.core.spool.SealedCopy;
import dev.postroom.core.spool.Spool;
import dev.postroom.error.SealException;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Disposition;
import dev.postroom.message.Flag;
import dev.postroom.message.Trace;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Seals a copy of a message for each of its mailboxes, each under its own id and key, and stores all of them in one transaction with
 * their events. Sealing happens before the transaction; what may have changed meanwhile is looked at again inside of it.
 */
public final class Delivery {

  /** A message sealed for one mailbox, ready to be stored. */
  private record Copy(Scope.OfMailbox mailbox, EmailAddress recipient, MessageRow row, Set<Token> tokens) {}

  private final MailStore store;
  private final KeyLadder ladder;
  private final Changes changes;
  private final ThreadFinder threads;
  private final ReceivePolicy policy;
  private final Bounces bounces;
  private final IdSource ids;
  private final Clock clock;

  public Delivery(Tools tools, ThreadFinder threads, ReceivePolicy policy, Bounces bounces) {
    this.store = tools.store();
    this.ladder = tools.ladder();
    this.changes = tools.changes();
    this.threads = threads;
    this.policy = policy;
    this.bounces = bounces;
    this.ids = tools.ids();
    this.clock = tools.clock();
  }

  List<Disposition.Stored> deliver(Arrival arrival, Map<Scope.OfMailbox, EmailAddress> recipients) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<Copy> copies = new ArrayList<>(recipients.size());
    recipients.forEach((mailbox, recipient) -> copies.add(sealed(mailbox,
        new Trace(arrival.sender(), recipient, arrival.peer(), now), arrival, recipients.size())));
    changes.make(transaction -> {
      copies.forEach(copy -> insert(transaction, copy, arrival));
      return copies.size();
    });
    return copies.stream()
        .map(copy -> new Disposition.Stored(copy.recipient(), copy.mailbox().mailbox(), copy.row().id()))
        .toList();
  }

  private Copy sealed(Scope.OfMailbox mailbox, Trace trace, Arrival arrival, int copies) {
    Spool spool = arrival.spool();
    Outline outline = arrival.outline();
    MailboxCipher cipher = cipher(mailbox);
    MessageId id = ids.message();
    ThreadId thread = threads.find(mailbox, cipher, outline).orElseGet(ids::thread);
    ContentRef content = append(mailbox, cipher, id, spool);
    MessageRow row =
        new MessageRow(id, thread, trace.receivedAt(), spool.size(), flags(mailbox, arrival, trace.recipient()),
            content,
            MessageSeals.summary(cipher, id, outline, thread, trace.receivedAt(), spool.size()),
            MessageSeals.trace(cipher, id, trace));
    return new Copy(mailbox, trace.recipient(), row,
        MessageTokens.of(cipher, outline, List.of(trace.recipient()), copies));
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

  private ContentRef append(Scope.OfMailbox mailbox, MailboxCipher cipher, MessageId id, Spool spool) {
    try {
      return store.contents(mailbox).append(id, sink -> SealedCopy.write(spool, cipher, id, sink));
    } catch (IOException spoolFailed) {
      throw new NotNow(DeferReason.STORE_UNAVAILABLE);
    }
  }

  private void insert(StoreTransaction transaction, Copy copy, Arrival arrival) {
    if (transaction.standing(copy.mailbox()) != Standing.ACTIVE) {
      throw new NotNow(DeferReason.SUSPENDED, copy.mailbox());
    }
    MailboxStore rung = transaction.tenant(copy.mailbox().tenant())
        .workspace(copy.mailbox().workspace())
        .mailbox(copy.mailbox().mailbox());
    if (rung.row().filter(Quotas::hasRoom).isEmpty()) {
      throw new NotNow(DeferReason.MAILBOX_FULL, copy.mailbox());
    }
    if (!policy.count(transaction, copy.mailbox(), copy.row().size())) {
      throw new NotNow(DeferReason.LIMITED, copy.mailbox());
    }
    rung.insert(copy.row(), copy.tokens());
    transaction.events().append(changes.event(EventType.MESSAGE_RECEIVED, copy.mailbox(), copy.row().id()));
    arrival.report()
        .ifPresent(report -> bounces.learn(transaction,
            new ArrivedReport(copy.mailbox(), copy.recipient(), arrival.sender(), report)));
  }
}
