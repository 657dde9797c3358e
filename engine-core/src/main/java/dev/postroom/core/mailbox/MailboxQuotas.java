package dev.postroom.core.mailbox;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.LiveCache;
import dev.postroom.core.cache.Undecided;
import dev.postroom.outbound.Explanation.ByLimit;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import java.util.Optional;

/**
 * Whether mailboxes are full. What a mailbox holds changes with every message and is asked of the store each time; that it has no
 * quota, as most have none, is remembered until a quota is set.
 */
public final class MailboxQuotas {
  private final MailStore store;
  private final LiveCache<Scope.OfMailbox, Boolean> limited;

  public MailboxQuotas(MailStore store, Undecided undecided) {
    this.store = store;
    this.limited = new LiveCache<>(CacheShare.QUOTAS.entries(), undecided,
        mailbox -> row(mailbox).filter(row -> row.quota().isEmpty()).isEmpty());
  }

  /** The quota that is reached; nothing when there is room. */
  public Optional<ByLimit> reached(Scope.OfMailbox mailbox) {
    return limited.get(mailbox) ? row(mailbox).flatMap(row -> reached(mailbox, row)) : Optional.empty();
  }

  private Optional<MailboxRow> row(Scope.OfMailbox mailbox) {
    return store.read(mailbox, transaction -> Rungs.evenErased(transaction, mailbox).row());
  }

  /** The quota that a mailbox has reached by its row. */
  public static Optional<ByLimit> reached(Scope.OfMailbox mailbox, MailboxRow row) {
    return hasRoom(row) ? Optional.empty()
        : Optional.of(new ByLimit(mailbox, Optional.empty(),
            new Limit(Limit.Kind.STORED_OCTETS, Limit.Window.TOTAL, row.quota().getAsLong())));
  }

  /**
   * Whether a mailbox takes one more message, whatever its size: a recipient was accepted before the size was known, and a mailbox
   * that is too full for a message must not keep it from the other recipients.
   */
  public static boolean hasRoom(MailboxRow mailbox) {
    return mailbox.quota().isEmpty() || mailbox.usedOctets() < mailbox.quota().getAsLong();
  }

  /** The quota of a mailbox was changed, or may have been, and what was changed is committed. */
  public void changed(Scope.OfMailbox mailbox) {
    limited.drop(mailbox);
  }
}
