package dev.postroom.core.mailbox;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.crypto.MailboxCipher;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.limit.StoredOctets;
import dev.postroom.core.spool.SealedCopy;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;

/**
 * The one way by which a message, received or sent, comes to lie in a mailbox: sealed before the transaction, put in inside of it, and
 * added to the octets that are kept once it is committed. Whether there is room for it is asked by who puts it in.
 */
public final class NewMessages {
  private final MailStore store;
  private final StoredOctets storedOctets;

  public NewMessages(MailStore store, StoredOctets storedOctets) {
    this.store = store;
    this.storedOctets = storedOctets;
  }

  /**
   * A message that is sealed for its mailbox, and whose content is in the store.
   *
   * @param mailbox
   *          where it is to be put
   * @param row
   *          its row
   * @param tokens
   *          what it can be found by
   */
  public record Sealed(Scope.OfMailbox mailbox, MessageRow row, Set<Token> tokens) {}

  /**
   * Seals a message under its mailbox's key.
   *
   * @throws IOException
   *           when its octets cannot be read
   */
  public Sealed seal(Scope.OfMailbox mailbox, MailboxCipher cipher, NewMessage message) throws IOException {
    Instant receivedAt = message.trace().receivedAt();
    long size = message.octets().size();
    ContentRef content = store.contents(mailbox)
        .append(message.id(), sink -> SealedCopy.write(message.octets(), cipher, message.id(), sink));
    MessageRow row = new MessageRow(message.id(), message.thread(), receivedAt, size, message.flags(), content,
        MessageSeals.summary(cipher, message.id(), message.outline(), message.thread(), receivedAt, size),
        MessageSeals.trace(cipher, message.id(), message.trace()));
    return new Sealed(mailbox, row,
        MessageTokens.of(cipher, message.outline(), message.envelope(), message.copies()));
  }

  /** Puts a sealed message into its mailbox, in the change under way. */
  public void put(StoreTransaction transaction, Sealed sealed) {
    Rungs.of(transaction, sealed.mailbox()).insert(sealed.row(), sealed.tokens());
    storedOctets.add(Places.of(sealed.mailbox()), sealed.row().size());
  }
}
