package dev.postroom.testkit.store;

import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;

/** A message in a mailbox, with what it can be found by. */
record Letter(MessageRow row, Set<Token> tokens) {

  /** Where a letter lies: letters of one mailbox lie together, by id. */
  record Slot(MailboxId mailbox, MessageId message) {
    static final Comparator<Slot> ORDER = Comparator.comparing(Slot::mailbox, IdOrder.<MailboxId>ascending())
        .thenComparing(Slot::message, IdOrder.<MessageId>ascending());
  }

  Letter flagged(Set<Flag> flags) {
    return new Letter(new MessageRow(row.id(), row.thread(), row.receivedAt(), row.size(), flags, row.content(),
        row.summary(), row.trace()), tokens);
  }

  boolean hasAnyOf(Collection<Token> wanted) {
    return wanted.stream().anyMatch(tokens::contains);
  }
}
