package dev.postroom.core.outbound.send;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.mailbox.MailboxQuotas;
import dev.postroom.core.policy.Places;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.limit.Level;
import dev.postroom.core.policy.limit.LimitsInForce;
import dev.postroom.core.policy.limit.Shortage;
import dev.postroom.core.policy.limit.Spend;
import dev.postroom.outbound.DeferralReason;
import dev.postroom.outbound.Explanation.ByLimit;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.policy.Limit;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The allowance by the limits that are set: the room for the sender's own copy, rates in memory, quotas in the transaction of the send.
 * Like for what is received, the message that reaches a limit of octets is still taken.
 */
final class LimitedAllowance implements Allowance {
  private static final Duration AFTER_FULL = Duration.ofHours(1);

  private final MailStore store;
  private final Policies policies;
  private final MailboxQuotas mailboxQuotas;

  LimitedAllowance(MailStore store, Policies policies, MailboxQuotas mailboxQuotas) {
    this.store = store;
    this.policies = policies;
    this.mailboxQuotas = mailboxQuotas;
  }

  @Override
  public Reservation reserve(Sender sender, int recipients) {
    Optional<Objection> noRoom = ofStorage(sender.mailbox());
    if (noRoom.isPresent()) {
      return new Reservation.Denied(noRoom.get());
    }
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
    return ofStorage(sender.mailbox()).or(() -> policies.limiter()
        .shortage(limits, spend)
        .or(() -> store.read(sender.mailbox(), transaction -> policies.quotas().shortage(transaction, limits, spend)))
        .map(LimitedAllowance::objection));
  }

  private Optional<Objection> ofStorage(Scope.OfMailbox mailbox) {
    return mailboxQuotas.reached(mailbox)
        .or(() -> policies.storedOctets().reached(Places.of(mailbox)))
        .map(LimitedAllowance::full);
  }

  private static Objection full(ByLimit rule) {
    return Objection.notNow(AFTER_FULL, DeferralReason.STORAGE, rule);
  }

  @Override
  public Optional<Objection> count(StoreTransaction transaction, Sender sender, int recipients) {
    Optional<ByLimit> full = Rungs.of(transaction, sender.mailbox())
        .row()
        .flatMap(row -> MailboxQuotas.reached(sender.mailbox(), row));
    return full.map(LimitedAllowance::full)
        .or(() -> policies.quotas()
            .take(transaction, policies.limits().in(transaction, levels(sender)), Spend.sent(recipients))
            .map(LimitedAllowance::objection));
  }

  private static List<Level> levels(Sender sender) {
    return Level.of(Places.of(sender.mailbox()), sender.key());
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
