package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.crypto.KeyLadder;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.mailbox.MessageSeals;
import dev.postroom.core.mailbox.StoredMessage;
import dev.postroom.core.mime.Automation;
import dev.postroom.core.tenant.Rungs;
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
 * one thread. What was answered is counted in the mailbox itself.
 */
final class AnswerCap {
  private static final int MOST = 3;
  private static final int MOST_LOOKED_AT = 50;

  private final MailStore store;
  private final KeyLadder ladder;

  AnswerCap(MailStore store, KeyLadder ladder) {
    this.store = store;
    this.ladder = ladder;
  }

  boolean isReached(Scope.OfMailbox mailbox, StoredMessage original, EmailAddress peer) {
    MailboxCipher cipher = ladder.mailbox(mailbox);
    MessageSelection sentToPeer = new MessageSelection(Set.of(Flag.SENT), Set.of(), Optional.empty(), Optional.empty(),
        Optional.of(original.row().thread()), Set.of(), cipher.tokens(Token.Kind.TO, peer.canonical()),
        Optional.empty(), MOST_LOOKED_AT);
    List<MessageRow> rows = store.read(transaction -> Rungs.of(transaction, mailbox).list(sentToPeer));
    return rows.stream().filter(row -> isAutomatic(cipher, row)).limit(MOST).count() == MOST;
  }

  private static boolean isAutomatic(MailboxCipher cipher, MessageRow row) {
    return MessageSeals.outline(cipher, row).automation().signs().contains(Automation.Sign.AUTO_SUBMITTED);
  }
}
