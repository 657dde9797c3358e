package dev.postroom.benchmarks.policy;

import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.policy.limit.Level;
import dev.postroom.core.policy.limit.Limiter;
import dev.postroom.core.policy.limit.LimitsInForce;
import dev.postroom.core.policy.limit.LiveLimits;
import dev.postroom.core.policy.limit.Shortage;
import dev.postroom.core.policy.limit.Spend;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one message takes from the rates: sends and recipients, in a second and in an hour, at key, mailbox, workspace and tenant, so
 * sixteen rates in all. Beside it the same sixteen as eight buckets of Bucket4j, each with two bandwidths, and given back in the same
 * way when one of them does not give; and as sixteen limiters of Resilience4j and of Guava, which have one rate each and give nothing
 * back. To be run with {@code -t 2} too: all threads send from one mailbox.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LimitCheckBenchmark {
  private static final long AMPLE = 100_000_000_000L;
  private static final Spend ONE = Spend.sent(1);

  private LiveLimits limits;
  private Limiter limiter;
  private List<Level> levels;
  private LimitsInForce inForce;
  private List<Bucket> lockFree;
  private List<Bucket> locked;
  private List<RateLimiter> resilience4j;
  private List<com.google.common.util.concurrent.RateLimiter> guava;

  /** Sets so much everywhere that nothing is ever used up. */
  @Setup
  public void fill() {
    PolicyRoom room = new PolicyRoom();
    Limits each = Limits.none()
        .sends(AMPLE, Window.SECOND)
        .sends(AMPLE, Window.HOUR)
        .recipients(AMPLE, Window.SECOND)
        .recipients(AMPLE, Window.HOUR);
    limits = room.policies().limits();
    limiter = room.policies().limiter();
    limits.set(room.places().mailbox(), room.key(), each);
    limits.set(room.places().mailbox(), each);
    limits.set(room.places().workspace(), each);
    limits.set(room.places().tenant(), each);
    levels = Level.of(room.places(), Optional.of(room.key()));
    inForce = limits.of(levels);
    lockFree = buckets(SynchronizationStrategy.LOCK_FREE);
    locked = buckets(SynchronizationStrategy.SYNCHRONIZED);
    resilience4j = resilienceLimiters();
    guava = Stream.generate(() -> com.google.common.util.concurrent.RateLimiter.create(AMPLE)).limit(16).toList();
  }

  private static List<RateLimiter> resilienceLimiters() {
    return Stream.of(Duration.ofSeconds(1), Duration.ofHours(1))
        .flatMap(period -> Stream.generate(() -> RateLimiter.of("bench", RateLimiterConfig.custom()
            .limitForPeriod(Integer.MAX_VALUE)
            .limitRefreshPeriod(period)
            .timeoutDuration(Duration.ZERO)
            .build())).limit(8))
        .toList();
  }

  private static List<Bucket> buckets(SynchronizationStrategy strategy) {
    return Stream.<Bucket>generate(() -> Bucket.builder()
        .addLimit(limit -> limit.capacity(1_000_000_000L).refillGreedy(1_000_000_000L, Duration.ofSeconds(1)))
        .addLimit(limit -> limit.capacity(AMPLE).refillGreedy(AMPLE, Duration.ofHours(1)))
        .withSynchronizationStrategy(strategy)
        .build()).limit(8).toList();
  }

  /** Resilience4j, compared and set. */
  @Benchmark
  public boolean resilience4j() {
    for (RateLimiter limiter : resilience4j) {
      if (!limiter.acquirePermission()) {
        return false;
      }
    }
    return true;
  }

  /** Guava, under locks. */
  @Benchmark
  public boolean guava() {
    for (com.google.common.util.concurrent.RateLimiter limiter : guava) {
      if (!limiter.tryAcquire()) {
        return false;
      }
    }
    return true;
  }

  /** Ours, with the limits of the four levels at hand. */
  @Benchmark
  @Beside(value = "bucket4jLockFree", atMost = 1)
  @Beside(value = "bucket4jLocked", atMost = 1)
  @Beside(value = "resilience4j", atMost = 1)
  @Beside(value = "guava", atMost = 1)
  public Optional<Shortage> reserve() {
    return limiter.reserve(inForce, ONE, limiter.now());
  }

  /** Ours, as a send does it: the limits of the four levels are looked up first. */
  @Benchmark
  @Beside("bucket4jLockFree")
  public Optional<Shortage> lookUpAndReserve() {
    return limiter.reserve(limits.of(levels), ONE, limiter.now());
  }

  /** Bucket4j, compared and set. */
  @Benchmark
  public boolean bucket4jLockFree() {
    return isTaken(lockFree);
  }

  /** Bucket4j, under locks as ours. */
  @Benchmark
  public boolean bucket4jLocked() {
    return isTaken(locked);
  }

  private static boolean isTaken(List<Bucket> buckets) {
    for (int i = 0; i < buckets.size(); i++) {
      if (!buckets.get(i).tryConsume(1)) {
        buckets.subList(0, i).forEach(taken -> taken.addTokens(1));
        return false;
      }
    }
    return true;
  }
}
