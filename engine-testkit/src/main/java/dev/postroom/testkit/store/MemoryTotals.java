package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.Totals;
import java.util.List;

/** What there is at a place and below it over one state. */
record MemoryTotals(State state, Scope place) {

  Totals count() {
    List<MailboxRow> mailboxes =
        state.mailboxes().values().stream().filter(mailbox -> isIn(mailbox.place())).map(Placed::row).toList();
    long domains = state.claims().values().stream().filter(claim -> isIn(claim.by())).count();
    return new Totals(mailboxes.size(), domains, mailboxes.stream().mapToLong(MailboxRow::usedOctets).sum());
  }

  private boolean isIn(Scope thing) {
    return place.covers(thing) && new Ladder(state).standing(thing) != Standing.ERASED;
  }
}
