package dev.postroom.core.policy.limit;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The rates: taken at all levels or at none. What one level gives is given back when another does not, so somebody else may be
 * deferred for that moment; nobody ever passes a limit. Forgotten by a restart. Safe for many threads; takes no lock but that of a
 * bucket, and allocates nothing when all levels give.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * A send asks up to four levels, and all of them must give together. Holding the locks of all while asking would make those who share a
 * level wait for each other. So each level is asked alone, the narrowest first, and what was taken is given back when one
 * refuses: that errs on the side of deferring. All levels are asked for the same moment.
 */
public final class Limiter {
  private final Clock clock;

  public Limiter(Clock clock) {
    this.clock = clock;
  }

  /** The moment of a reservation, to be said with it and again when it is given back. */
  public long now() {
    return clock.millis();
  }

  /** Takes a message now from the rates of all levels; when one does not give, from none, and says which. */
  public Optional<Shortage> reserve(LimitsInForce limits, Spend spend, long now) {
    List<Rate> rates = limits.rates();
    for (int i = 0; i < rates.size(); i++) {
      if (!rates.get(i).take(spend, now)) {
        giveBack(rates.subList(0, i), spend, now);
        return Optional.of(shortage(limits, spend).orElse(rates.get(i).later(1)));
      }
    }
    return Optional.empty();
  }

  /**
   * Gives back what was reserved at a moment for a message that was refused on this side. What would be back by now in any case is
   * not given back a second time.
   */
  public void refund(LimitsInForce limits, Spend spend, long reservedAt) {
    giveBack(limits.rates(), spend, reservedAt);
  }

  /** What {@link #reserve} would answer now; takes nothing. */
  public Optional<Shortage> shortage(LimitsInForce limits, Spend spend) {
    long now = clock.millis();
    return Shortage.longest(limits.rates().stream().flatMap(rate -> rate.shortage(spend, now).stream()));
  }

  private void giveBack(List<Rate> rates, Spend spend, long reservedAt) {
    long now = clock.millis();
    rates.forEach(rate -> rate.giveBack(spend, reservedAt, now));
  }
}
