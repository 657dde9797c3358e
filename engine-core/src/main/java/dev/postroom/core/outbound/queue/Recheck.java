package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;

/** Asked once more before a delivery leaves: between being queued and being handed over, minds and addresses change. */
@FunctionalInterface
public interface Recheck {

  /** Whether the recipient is neither suppressed nor blocked for the mailbox now. */
  boolean mayStillBeWrittenTo(Scope.OfMailbox mailbox, EmailAddress recipient);
}
