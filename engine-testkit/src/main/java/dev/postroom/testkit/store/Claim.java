package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.store.DomainRow;
import java.time.Instant;
import java.util.Optional;

/** A workspace's claim of a domain, with its catch-all mailbox. */
record Claim(Scope.OfWorkspace by, DomainRow row, Optional<MailboxId> catchAll) {

  boolean isConfirmed() {
    return row.confirmedAt().isPresent();
  }

  Claim confirmed(Instant at) {
    return new Claim(by, new DomainRow(row.id(), row.name(), row.claimedAt(), Optional.of(at)), catchAll);
  }

  Claim caughtBy(Optional<MailboxId> mailbox) {
    return new Claim(by, row, mailbox);
  }
}
