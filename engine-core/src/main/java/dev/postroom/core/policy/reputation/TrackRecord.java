package dev.postroom.core.policy.reputation;

import dev.postroom.policy.ReputationRule;
import dev.postroom.policy.SendingPause.Cause;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.UsageKind;
import java.time.LocalDate;
import java.util.Optional;

/**
 * How the deliveries of a mailbox have ended over some days, without what was forgiven.
 *
 * <p>
 * When sending is resumed, what each of the last days has counted so far is written beside it as forgiven, day by day. So from that
 * moment on only what is settled later counts, days fall out of the record together with what was forgiven of them, and the usage
 * that is shown stays what it was.
 */
record TrackRecord(long deliveries, long bounces, long complaints) {
  /** The most days that a rule looks back. */
  private static final int MOST_DAYS = 31;

  static TrackRecord of(LimitTable table, LocalDate first, LocalDate last) {
    long bounces = table.counted(UsageKind.BOUNCED, first, last);
    return new TrackRecord(
        table.counted(UsageKind.DELIVERED, first, last) + bounces
            - table.counted(UsageKind.FORGIVEN_DELIVERIES, first, last),
        bounces - table.counted(UsageKind.FORGIVEN_BOUNCES, first, last),
        table.counted(UsageKind.COMPLAINTS, first, last) - table.counted(UsageKind.FORGIVEN_COMPLAINTS, first, last));
  }

  /** Forgives all that has been counted up to now. */
  static void forgive(LimitTable table, LocalDate today) {
    for (LocalDate day = today.minusDays(MOST_DAYS - 1L); !day.isAfter(today); day = day.plusDays(1)) {
      TrackRecord left = of(table, day, day);
      forgive(table, UsageKind.FORGIVEN_DELIVERIES, day, left.deliveries());
      forgive(table, UsageKind.FORGIVEN_BOUNCES, day, left.bounces());
      forgive(table, UsageKind.FORGIVEN_COMPLAINTS, day, left.complaints());
    }
  }

  private static void forgive(LimitTable table, UsageKind kind, LocalDate day, long amount) {
    if (amount != 0) {
      table.count(kind, day, amount);
    }
  }

  /** Why sending is to be paused, when it is. */
  Optional<Cause> judgedBy(ReputationRule rule) {
    if (deliveries < rule.minimumDeliveries()) {
      return Optional.empty();
    }
    if (bounces > rule.bounceRate() * deliveries) {
      return Optional.of(Cause.BOUNCE_RATE);
    }
    return complaints > rule.complaintRate() * deliveries ? Optional.of(Cause.COMPLAINT_RATE) : Optional.empty();
  }
}
