package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.spi.store.MailboxRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the one writer has read of mailboxes, so that a message for a mailbox that had one before asks the database nothing. Exact,
 * since nobody else changes anything: a work that changes anything by a statement of its own, and not by one that is prepared and
 * known to be harmless, makes it forget all and remember nothing until it is over, and so does one that is undone.
 */
final class KnownMailboxes {
  private static final int MOST = 10_000;

  private final Map<Scope.OfMailbox, Standing> standings = new HashMap<>();
  private final Map<Scope.OfMailbox, MailboxRow> rows = new HashMap<>();

  Standing standing(Scope.OfMailbox place, Supplier<Standing> read) {
    Standing known = standings.get(place);
    if (known == null) {
      known = read.get();
      makeRoom();
      standings.put(place, known);
    }
    return known;
  }

  Optional<MailboxRow> row(Scope.OfMailbox place, Supplier<Optional<MailboxRow>> read) {
    MailboxRow known = rows.get(place);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<MailboxRow> found = read.get();
    makeRoom();
    found.ifPresent(row -> rows.put(place, row));
    return found;
  }

  private void makeRoom() {
    if (standings.size() >= MOST || rows.size() >= MOST) {
      forget();
    }
  }

  /** Messages were added. */
  void counted(Scope.OfMailbox place, long messages, long octets) {
    rows.computeIfPresent(place, (known, row) -> new MailboxRow(row.id(), row.externalId(), row.createdFrom(),
        row.displayName(), row.standing(), row.quota(), row.usedOctets() + octets, row.messages() + messages,
        row.createdAt()));
  }

  void forget() {
    standings.clear();
    rows.clear();
  }
}
