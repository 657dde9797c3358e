package dev.postroom.core.outbound.send;

import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.limit.Level;
import dev.postroom.core.policy.limit.LimitsInForce;
import dev.postroom.core.policy.limit.Shortage;
import dev.postroom.core.policy.limit.Spend;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.List;
import java.util.Optional;

/** The allowance by the limits that are set: rates in memory, quotas in the transaction of the send. */
final class LimitedAllowance implements Allowance {
  private final MailStore store;
  private final Policies policies;

  LimitedAllowance(MailStore store, Policies policies) {
    this.store = store;
    this.policies = policies;
  }

  @Override
  public Reservation reserve(Sender sender, int recipients) {
    LimitsInForce limits = policies.limits().of(levels(sender));
    Spend spend = Spend.sent(recipients);
    long now = policies.limiter().now();
    return policies.limiter()
        .reserve(limits, spend, now)
        .<Reservation>map(shortage -> new Reservation.Denied(objection(shortage)))
        .orElseGet(() -> new Reservation.Given(() -> policies.limiter().refund(limits, spend, now)));
  }

  @Override
  public Optional<Objection> ask(Sender sender, int recipients) {
    LimitsInForce limits = policies.limits().of(levels(sender));
    Spend spend = Spend.sent(recipients);
    return policies.limiter()
        .shortage(limits, spend)
        .or(() -> store.read(transaction -> policies.quotas().shortage(transaction, limits, spend)))
        .map(LimitedAllowance::objection);
  }

  @Override
  public Optional<Objection> count(StoreTransaction transaction, Sender sender, int recipients) {
    return policies.quotas()
        .take(transaction, policies.limits().in(transaction, levels(sender)), Spend.sent(recipients))
        .map(LimitedAllowance::objection);
  }

  private static List<Level> levels(Sender sender) {
    Places places = Places.of(sender.mailbox());
    return sender.key().map(key -> Level.of(places, key)).orElseGet(() -> Level.of(places));
  }

  private static Objection objection(Shortage shortage) {
    return switch (shortage) {
      case Shortage.Never never -> Objection.never(RefusalReason.OVER_LIMIT, never.rule());
      case Shortage.Later later -> Objection.notNow(later.retryAfter(), reason(later.rule().limit()), later.rule());
    };
  }

  private static DeferralReason reason(Limit limit) {
    return switch (limit.window()) {
      case SECOND, HOUR -> DeferralReason.RATE;
      case DAY, MONTH, TOTAL -> DeferralReason.QUOTA;
    };
  }
}
