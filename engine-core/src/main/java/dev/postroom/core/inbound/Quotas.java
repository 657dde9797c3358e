package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.cache.Undecided;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import java.util.Optional;

/**
 * Whether mailboxes are full. What a mailbox holds changes with every message and is asked of the store each time; that it has no
 * quota, as most have none, is remembered until a quota is set.
 */
public final class Quotas {
  private static final int MOST_MAILBOXES = 500_000;

  private final MailStore store;
  private final LiveCache<Scope.OfMailbox, Boolean> limited;

  public Quotas(MailStore store, Undecided undecided) {
    this.store = store;
    this.limited = new LiveCache<>(MOST_MAILBOXES, undecided,
        mailbox -> row(mailbox).filter(row -> row.quota().isEmpty()).isEmpty());
  }

  boolean isFull(Scope.OfMailbox mailbox) {
    return limited.get(mailbox) && row(mailbox).filter(row -> !hasRoom(row)).isPresent();
  }

  private Optional<MailboxRow> row(Scope.OfMailbox mailbox) {
    return store.read(transaction -> transaction.tenant(mailbox.tenant())
        .workspace(mailbox.workspace())
        .mailbox(mailbox.mailbox())
        .row());
  }

  /**
   * Whether a mailbox takes one more message, whatever its size: a recipient was accepted before the size was known, and a mailbox
   * that is too full for a message must not keep it from the other recipients.
   */
  static boolean hasRoom(MailboxRow mailbox) {
    return mailbox.quota().isEmpty() || mailbox.usedOctets() < mailbox.quota().getAsLong();
  }

  /** The quota of a mailbox was changed, or may have been, and what was changed is committed. */
  public void changed(Scope.OfMailbox mailbox) {
    limited.drop(mailbox);
  }
}
