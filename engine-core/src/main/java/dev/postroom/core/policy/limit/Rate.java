package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit;
import java.time.Duration;
import java.util.Optional;

/** A rate of one level, and what was taken at it. */
record Rate(Level level, Limit limit, Bucket bucket) {

  boolean take(Spend spend, long now) {
    long amount = spend.of(limit.kind());
    return amount == 0 || bucket.take(amount, limit.amount(), now);
  }

  void giveBack(Spend spend, long takenAt, long now) {
    long amount = spend.of(limit.kind());
    if (amount > 0) {
      bucket.giveBack(amount, limit.amount(), takenAt, now);
    }
  }

  Optional<Shortage> shortage(Spend spend, long now) {
    long amount = spend.of(limit.kind());
    if (amount > limit.amount()) {
      return Optional.of(new Shortage.Never(level.rule(limit)));
    }
    long millis = amount == 0 ? 0 : bucket.millisUntil(amount, limit.amount(), now);
    return millis == 0 ? Optional.empty() : Optional.of(later(millis));
  }

  Shortage later(long millis) {
    return new Shortage.Later(level.rule(limit), Duration.ofMillis(millis));
  }
}
