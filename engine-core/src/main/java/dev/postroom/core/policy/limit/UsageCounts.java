package dev.postroom.core.policy.limit;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Usage;
import dev.postroom.policy.Usage.Counts;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Clock;
import java.time.LocalDate;

/** What places have used. What is written just now may be missing for a moment, or counted twice. */
public final class UsageCounts {
  private final MailStore store;
  private final UsageNotes notes;
  private final Clock clock;

  public UsageCounts(MailStore store, UsageNotes notes, Clock clock) {
    this.store = store;
    this.notes = notes;
    this.clock = clock;
  }

  /** What a place has used, with all below it. */
  public Usage of(Scope place) {
    Calendar calendar = Calendar.at(clock.instant());
    Level level = new Level.OfPlace(place);
    return store.read(place, transaction -> {
      long stored = storedOctets(transaction, place);
      return new Usage(counts(transaction, level, Window.DAY, calendar),
          counts(transaction, level, Window.MONTH, calendar), stored);
    });
  }

  /** The octets of all messages at a place and below it; costs a look at each mailbox there. */
  static long storedOctets(StoreTransaction transaction, Scope place) {
    return switch (place) {
      case Scope.OfTenant tenant -> Rungs.of(transaction, tenant).totals().storedOctets();
      case Scope.OfWorkspace workspace -> Rungs.of(transaction, workspace).totals().storedOctets();
      case Scope.OfMailbox mailbox -> Rungs.of(transaction, mailbox).row().map(MailboxRow::usedOctets).orElse(0L);
    };
  }

  private Counts counts(StoreTransaction transaction, Level level, Window window, Calendar calendar) {
    Count count = new Count(level, level.table(transaction), calendar.begin(window), calendar.end(window));
    return new Counts(count.of(UsageKind.SENDS), count.of(UsageKind.RECIPIENTS), count.of(UsageKind.RECEIVES),
        count.of(UsageKind.DELIVERED), count.of(UsageKind.BOUNCED), count.of(UsageKind.COMPLAINTS));
  }

  private final class Count {
    private final Level level;
    private final LimitTable table;
    private final LocalDate first;
    private final LocalDate last;

    Count(Level level, LimitTable table, LocalDate first, LocalDate last) {
      this.level = level;
      this.table = table;
      this.first = first;
      this.last = last;
    }

    /** Deliveries that came back on a later day than they were taken can make a day's count negative: it shows as none. */
    long of(UsageKind kind) {
      return Math.max(0, table.counted(kind, first, last) + notes.pending(level, kind, first, last));
    }
  }
}
