package dev.postroom.testkit.store;

import dev.postroom.id.TypedId;
import dev.postroom.spi.store.UsageKind;
import java.time.LocalDate;
import java.util.Comparator;

/** What one number counts: of which place or key, of what, and on which day. */
record Tally(TypedId owner, UsageKind kind, LocalDate day) {
  static final Comparator<Tally> ORDER = Comparator.comparing(Tally::owner, IdOrder.ofAnyKind())
      .thenComparing(Tally::kind)
      .thenComparing(Tally::day);

  boolean isIn(LocalDate first, LocalDate last) {
    return !day.isBefore(first) && !day.isAfter(last);
  }
}
