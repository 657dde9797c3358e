package dev.postroom.core.policy.limit;

import dev.postroom.access.Scope;
import dev.postroom.core.event.Changes;
import dev.postroom.core.policy.Places;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What messages that are received take from the limits of a mailbox and of the places above it. */
public final class Receives {
  private final MailStore store;
  private final LiveLimits limits;
  private final Limiter limiter;
  private final UsageNotes notes;
  private final Changes changes;
  private final Clock clock;

  /** What came of asking for a message. */
  public sealed interface Reservation {
    /**
     * It may be taken.
     *
     * @param limits
     *          from what it was taken
     * @param at
     *          when, in milliseconds
     */
    record Given(LimitsInForce limits, long at) implements Reservation {}

    /** It may not. */
    record Denied() implements Reservation {}
  }

  public Receives(MailStore store, LiveLimits limits, Limiter limiter, UsageNotes notes, Changes changes, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.limiter = limiter;
    this.notes = notes;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Takes a message to a mailbox from the rates of all levels, before it is accepted, unless a quota would be passed; says which limit
   * does not give. Quotas are only asked here: what is asked for now may be used up by the time that the message is stored.
   *
   * @param beside
   *          the mailboxes that the same message is to be stored for besides
   */
  public Reservation reserve(Places places, Collection<Scope.OfMailbox> beside) {
    LimitsInForce inForce = limits.of(Level.of(places));
    long now = limiter.now();
    return usedUp(inForce, places, beside).or(() -> limiter.reserve(inForce, Spend.RECEIVED, now))
        .<Reservation>map(shortage -> new Reservation.Denied())
        .orElseGet(() -> new Reservation.Given(inForce, now));
  }

  private Optional<Shortage> usedUp(LimitsInForce inForce, Places places, Collection<Scope.OfMailbox> beside) {
    List<LevelLimits> limited = inForce.levels().stream().filter(Receives::hasQuota).toList();
    if (limited.isEmpty()) {
      return Optional.empty();
    }
    Calendar calendar = Calendar.at(clock.instant());
    return store.read(places.mailbox(), transaction -> Shortage.longest(limited.stream()
        .flatMap(level -> Quotas.shortage(transaction, new LimitsInForce(List.of(level)),
            Spend.received(1 + othersOf(level.level().place(), places, beside)), calendar).stream())));
  }

  private static long othersOf(Scope level, Places places, Collection<Scope.OfMailbox> beside) {
    return beside.stream().distinct().filter(level::covers).filter(other -> !other.equals(places.mailbox())).count();
  }

  /** Gives back what was reserved for a message that was not stored. */
  public void refund(Reservation.Given given) {
    limiter.refund(given.limits(), Spend.RECEIVED, given.at());
  }

  /**
   * Counts a message in the change under way that stores it, unless a quota would be passed; then nothing is counted. Where there is
   * no quota it is noted afterwards, and costs the transaction nothing.
   */
  public Optional<Shortage> take(StoreTransaction transaction, Places places) {
    Calendar calendar = Calendar.at(clock.instant());
    LimitsInForce inForce = limits.in(transaction, Level.of(places));
    Optional<Shortage> shortage = Quotas.shortage(transaction, inForce, Spend.RECEIVED, calendar);
    if (shortage.isEmpty()) {
      List<LevelLimits> limited = inForce.levels().stream().filter(Receives::hasQuota).toList();
      limited.forEach(level -> Quotas.count(transaction, level.level(), Kind.RECEIVES, calendar, 1));
      changes.afterwards(() -> noteWhereUnlimited(inForce, calendar));
    }
    return shortage;
  }

  private void noteWhereUnlimited(LimitsInForce inForce, Calendar calendar) {
    inForce.levels()
        .stream()
        .filter(level -> !hasQuota(level))
        .forEach(level -> notes.note(level.level(), UsageKind.RECEIVES, calendar.today()));
  }

  private static boolean hasQuota(LevelLimits level) {
    return level.hasQuotaOf(Kind.RECEIVES);
  }
}
