package dev.postroom.core.policy.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** The octets at one place: what was counted last, and what was added since it was being counted. Never too few. */
final class OctetSum {
  private static final Duration SHORTEST = Duration.ofSeconds(5);

  private final AtomicLong added = new AtomicLong();
  /** No monitor: who counts waits for the store, and a virtual thread that waits in a monitor keeps its carrier (JDK 21). */
  private final ReentrantLock counting = new ReentrantLock();
  private Optional<Instant> countedAt = Optional.empty();
  private volatile long counted = Long.MAX_VALUE / 2;

  void add(long octets) {
    added.addAndGet(octets);
  }

  /** Whether there are so many; counts before it says so, unless that was done just now. */
  boolean isAtLeast(long limit, Instant now, LongSupplier count) {
    return sum() >= limit && isAtLeastCountedAnew(limit, now, count);
  }

  private boolean isAtLeastCountedAnew(long limit, Instant now, LongSupplier count) {
    counting.lock();
    try {
      if (countedAt.filter(last -> Duration.between(last, now).abs().compareTo(SHORTEST) < 0).isEmpty()) {
        // What is added while it is being counted may be counted too: then it is in the sum twice, until it is counted again.
        long before = added.get();
        counted = count.getAsLong() - before;
        countedAt = Optional.of(now);
      }
    } finally {
      counting.unlock();
    }
    return sum() >= limit;
  }

  private long sum() {
    return counted + added.get();
  }
}
