package dev.postroom.core.policy.suppression;

import dev.postroom.policy.Suppression;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which of two suppressions of one address stays: the one that lasts longer; of two that end together, the one whose reason is the
 * address' owner's, before one that its side gave, before one that is only ours.
 */
record Strength(Instant end, int ownersWord) implements Comparable<Strength> {
  private static final Comparator<Strength> ORDER =
      Comparator.comparing(Strength::end).thenComparingInt(Strength::ownersWord);

  static Strength of(Suppression there) {
    return of(there.reason(), there.expiresAt());
  }

  static Strength of(NewSuppression wanted) {
    return of(wanted.reason(), wanted.expiresAt());
  }

  private static Strength of(Suppression.Reason reason, Optional<Instant> expiresAt) {
    return new Strength(expiresAt.orElse(Instant.MAX), switch (reason) {
      case COMPLAINT -> 3;
      case UNSUBSCRIBE -> 2;
      case HARD_BOUNCE -> 1;
      case MANUAL -> 0;
    });
  }

  @Override
  public int compareTo(Strength other) {
    return ORDER.compare(this, other);
  }
}
