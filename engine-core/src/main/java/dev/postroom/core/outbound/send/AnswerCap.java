package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mailbox.MessageSeals;
import dev.postroom.core.mailbox.StoredMessage;
import dev.postroom.core.mime.Automation;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two machines that answer each other do it for ever, each mail in its own right: so a peer gets at most so many automatic answers in
 * one thread, and a thread at most so many, for a machine may write from another return path each time. What was answered is counted in
 * the mailbox itself.
 */
final class AnswerCap {
  private static final int MOST_TO_PEER = 3;
  private static final int MOST_IN_THREAD = 10;
  private static final int MOST_OPENED = 50;
  private static final int MOST_LOOKED_AT = 2_000;

  private final MailStore store;
  private final KeyLadder ladder;

  AnswerCap(MailStore store, KeyLadder ladder) {
    this.store = store;
    this.ladder = ladder;
  }

  boolean isReached(Scope.OfMailbox mailbox, StoredMessage original, EmailAddress peer) {
    MailboxCipher cipher = ladder.mailbox(mailbox);
    return count(mailbox, cipher, original, cipher.tokens(Token.Kind.TO, peer.canonical())) >= MOST_TO_PEER
        || count(mailbox, cipher, original, Set.of()) >= MOST_IN_THREAD;
  }

  /** How many automatic answers there are in the thread, to whom the tokens name or, without tokens, to anybody. */
  private long count(Scope.OfMailbox mailbox, MailboxCipher cipher, StoredMessage original, Set<Token> to) {
    MessageSelection sent = new MessageSelection(Set.of(Flag.SENT), Set.of(), Optional.empty(), Optional.empty(),
        Optional.of(original.row().thread()), Set.of(), to, Optional.empty(), MOST_OPENED,
        MOST_LOOKED_AT);
    List<MessageRow> rows = store.read(mailbox, transaction -> Rungs.of(transaction, mailbox).list(sent).rows());
    return rows.stream().filter(row -> isAutomatic(cipher, row)).count();
  }

  private static boolean isAutomatic(MailboxCipher cipher, MessageRow row) {
    return MessageSeals.outline(cipher, row).automation().signs().contains(Automation.Sign.AUTO_SUBMITTED);
  }
}
