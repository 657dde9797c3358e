package dev.postroom.core.policy.limit;

import dev.postroom.outbound.Explanation.ByLimit;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** A limit that would be passed. */
public sealed interface Shortage {

  /** Which limit of which level. */
  ByLimit rule();

  /** It is used up now; if nobody else takes anything, there is enough of it after a time. */
  record Later(ByLimit rule, Duration retryAfter) implements Shortage {}

  /** It is smaller than what is asked for at once, so waiting does not help. */
  record Never(ByLimit rule) implements Shortage {}

  /** The one that stands in the way longest. */
  static Optional<Shortage> longest(Stream<Shortage> shortages) {
    return shortages.max(Comparator.comparing(Shortage::delay));
  }

  private static Duration delay(Shortage shortage) {
    return switch (shortage) {
      case Later later -> later.retryAfter();
      case Never never -> Duration.ofSeconds(Long.MAX_VALUE);
    };
  }
}
