package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit.Kind;
import dev.postroom.policy.Limit.Window;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The buckets of one level, made as they are needed. They outlast a change of its limits. */
final class Buckets {

  private record Of(Kind kind, Window window) {}

  private final Map<Of, Bucket> buckets = new ConcurrentHashMap<>();

  Bucket of(Kind kind, Window window) {
    return buckets.computeIfAbsent(new Of(kind, window), fresh -> new Bucket(millis(window)));
  }

  private static long millis(Window window) {
    return switch (window) {
      case SECOND -> Duration.ofSeconds(1).toMillis();
      case HOUR -> Duration.ofHours(1).toMillis();
      case DAY, MONTH, TOTAL -> throw new IllegalArgumentException("window: " + window + " (expected: a rate)");
    };
  }
}
