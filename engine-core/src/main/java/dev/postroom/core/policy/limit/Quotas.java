package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The quotas of calendar days and months in UTC: looked at and counted in the transaction of the message, which sees no other under
 * way, so nobody ever passes one, and a restart forgets nothing. A day or month begins with nothing used.
 */
public final class Quotas {
  /** What is counted of a message that is sent. */
  private static final List<Kind> SENT = List.of(Kind.SENDS, Kind.RECIPIENTS);

  private final Clock clock;

  public Quotas(Clock clock) {
    this.clock = clock;
  }

  /**
   * Counts a message that is sent at all of its levels, unless a quota would be passed; then nothing is counted. To be called in the
   * transaction that queues it, last: what is counted stays.
   */
  public Optional<Shortage> take(StoreTransaction transaction, LimitsInForce limits, Spend spend) {
    Calendar calendar = Calendar.at(clock.instant());
    Optional<Shortage> shortage = shortage(transaction, limits, spend, calendar);
    if (shortage.isEmpty()) {
      limits.levels()
          .forEach(level -> SENT
              .forEach(kind -> count(transaction, level.level(), kind, calendar, spend.of(kind))));
    }
    return shortage;
  }

  /**
   * Gives back what was taken at some time for what never left: the counts of that day are smaller again, and so are those of its
   * month.
   */
  public void giveBack(StoreTransaction transaction, List<Level> levels, Spend spend, Instant takenAt) {
    Calendar calendar = Calendar.at(takenAt);
    levels.forEach(level -> SENT.stream()
        .filter(kind -> spend.of(kind) > 0)
        .forEach(kind -> count(transaction, level, kind, calendar, -spend.of(kind))));
  }

  /** What {@link #take} would answer now; counts nothing. */
  public Optional<Shortage> shortage(StoreTransaction transaction, LimitsInForce limits, Spend spend) {
    return shortage(transaction, limits, spend, Calendar.at(clock.instant()));
  }

  static Optional<Shortage> shortage(StoreTransaction transaction, LimitsInForce limits, Spend spend,
      Calendar calendar) {
    return Shortage.longest(limits.levels()
        .stream()
        .flatMap(level -> level.quotas()
            .stream()
            .flatMap(quota -> shortage(transaction, level.level(), quota, spend, calendar).stream())));
  }

  private static Optional<Shortage> shortage(StoreTransaction transaction, Level level, Limit quota, Spend spend,
      Calendar calendar) {
    long amount = spend.of(quota.kind());
    if (amount == 0) {
      return Optional.empty();
    }
    if (amount > quota.amount()) {
      return Optional.of(new Shortage.Never(level.rule(quota)));
    }
    long used = level.table(transaction)
        .counted(usage(quota.kind()), calendar.begin(quota.window()), calendar.end(quota.window()));
    return used > quota.amount() - amount
        ? Optional.of(new Shortage.Later(level.rule(quota), calendar.left(quota.window())))
        : Optional.empty();
  }

  static void count(StoreTransaction transaction, Level level, Kind kind, Calendar calendar, long amount) {
    level.table(transaction).count(usage(kind), calendar.today(), amount);
  }

  static UsageKind usage(Kind kind) {
    return switch (kind) {
      case SENDS -> UsageKind.SENDS;
      case RECIPIENTS -> UsageKind.RECIPIENTS;
      case RECEIVES -> UsageKind.RECEIVES;
      case STORED_OCTETS, MAILBOXES, DOMAINS ->
          throw new IllegalArgumentException("kind: " + kind + " (expected: one that happens)");
    };
  }
}
