package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.inbound.DeferReason;
import java.util.Optional;

/** Gives up a transaction under way: the message is stored for nobody and may come again. */
final class NotNow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final DeferReason reason;
  private final transient Optional<Scope.OfMailbox> of;

  private NotNow(DeferReason reason, Optional<Scope.OfMailbox> of) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.of = of;
  }

  /** For a reason that all mailboxes share. */
  NotNow(DeferReason reason) {
    this(reason, Optional.empty());
  }

  /** For a reason that is one mailbox's own. */
  NotNow(DeferReason reason, Scope.OfMailbox of) {
    this(reason, Optional.of(of));
  }

  DeferReason reason() {
    return reason;
  }

  /** What a mailbox may be told: how things stand with another one, perhaps of another tenant, is none of its business. */
  DeferReason reasonFor(Scope.OfMailbox mailbox) {
    return of.isEmpty() || of.get().equals(mailbox) ? reason : DeferReason.STORE_UNAVAILABLE;
  }
}
