package dev.postroom.core.policy.limit;

import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import java.util.List;
import java.util.Optional;

/** The limits of one level, sorted by how they are kept. */
record LevelLimits(Level level, List<Rate> rates, List<Limit> quotas, List<Limit> totals) {

  static LevelLimits of(Level level, Limits said, Buckets buckets) {
    return new LevelLimits(level, rates(level, said, buckets), in(said, Window.DAY, Window.MONTH),
        in(said, Window.TOTAL, Window.TOTAL));
  }

  private static List<Rate> rates(Level level, Limits said, Buckets buckets) {
    return in(said, Window.SECOND, Window.HOUR).stream()
        .map(limit -> new Rate(level, limit, buckets.of(limit.kind(), limit.window())))
        .toList();
  }

  private static List<Limit> in(Limits limits, Window one, Window other) {
    return limits.all().stream().filter(limit -> limit.window() == one || limit.window() == other).toList();
  }

  boolean hasQuotaOf(Limit.Kind kind) {
    return quotas.stream().anyMatch(quota -> quota.kind() == kind);
  }

  Optional<Limit> total(Limit.Kind kind) {
    return totals.stream().filter(total -> total.kind() == kind).findFirst();
  }
}
