package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mailbox.Remembrance;
import dev.postroom.core.outbound.queue.Queue;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.outbound.IdempotencyKey;
import dev.postroom.outbound.RecipientOutcome.Queued;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has nothing sent twice for one idempotency key. What was sent is known by a row that is written in the transaction of its message and
 * outlives it (see {@link Remembrance}); what is under way is known in memory, for only this process sends. A send that queued nothing
 * leaves no row, so its key is free.
 */
final class OnceOnly {
  private final MailStore store;
  private final KeyLadder ladder;
  private final Queue queue;
  private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

  private record UnderWay(Scope.OfMailbox mailbox, IdempotencyKey key) {}

  /** A send that is known to be the first of its key, or to have none. */
  record First(Optional<Mark> mark) {

    /** The row to be written with its message. */
    Optional<SendRow> row(MailboxCipher cipher, SendReceipt receipt) {
      return mark.map(made -> {
        SendReceipt.Sent sent = receipt.sent().orElseThrow();
        SealedBytes sealed = Receipts.seal(cipher, sent.message(), made.digest(), receipt);
        return new SendRow(made.token(cipher), sent.message(), sealed);
      });
    }

    /** By what such a row is found, under whichever version of the mailbox's secret it was written. */
    Set<Token> tokens(MailboxCipher cipher) {
      return mark.map(made -> made.tokens(cipher)).orElse(Set.of());
    }
  }

  /** By what the send is known again. */
  @SuppressWarnings("ArrayRecordComponent")
  record Mark(IdempotencyKey key, byte[] digest) {
    Token token(MailboxCipher cipher) {
      return cipher.token(Token.Kind.SEND, key.value());
    }

    Set<Token> tokens(MailboxCipher cipher) {
      return cipher.tokens(Token.Kind.SEND, key.value());
    }
  }

  /** Sends, for the first time. */
  @FunctionalInterface
  interface Sending {
    SendReceipt send(First first);
  }

  OnceOnly(MailStore store, KeyLadder ladder, Queue queue) {
    this.store = store;
    this.ladder = ladder;
    this.queue = queue;
  }

  /** Sends what is asked for, or answers as it was answered before. */
  SendReceipt send(Scope.OfMailbox mailbox, Asked asked, Sending sending) {
    if (asked.key().isEmpty()) {
      return sending.send(new First(Optional.empty()));
    }
    UnderWay mine = new UnderWay(mailbox, asked.key().get());
    if (!underWay.add(mine)) {
      throw new ConflictException(FailureReason.IDEMPOTENCY_IN_FLIGHT,
          "idempotencyKey: a send is under way (expected: ask again)");
    }
    try {
      Mark mark = new Mark(mine.key(), asked.digest());
      Optional<SendReceipt> before = before(mailbox, mark);
      before.ifPresent(receipt -> announce(mailbox, receipt));
      return before.orElseGet(() -> sending.send(new First(Optional.of(mark))));
    } finally {
      underWay.remove(mine);
    }
  }

  /** Who asks again may do so because nobody could say whether it was queued: then it may not be announced yet. */
  private void announce(Scope.OfMailbox mailbox, SendReceipt receipt) {
    receipt.outcomes()
        .stream()
        .filter(Queued.class::isInstance)
        .map(outcome -> ((Queued) outcome).due())
        .min(Comparator.naturalOrder())
        .ifPresent(due -> queue.announce(mailbox, due));
  }

  private Optional<SendReceipt> before(Scope.OfMailbox mailbox, Mark mark) {
    MailboxCipher cipher = ladder.mailbox(mailbox);
    Set<Token> tokens = mark.tokens(cipher);
    return store.read(mailbox, transaction -> Rungs.of(transaction, mailbox).findSend(tokens))
        .map(row -> Receipts.open(cipher, row, mark.digest())
            .orElseThrow(() -> new ConflictException(FailureReason.IDEMPOTENCY_CONFLICT,
                "idempotencyKey: used for another content")));
  }
}
