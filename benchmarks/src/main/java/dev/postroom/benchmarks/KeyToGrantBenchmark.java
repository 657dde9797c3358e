package dev.postroom.benchmarks;

import dev.postroom.access.AccessVeto;
import dev.postroom.access.ApiKey;
import dev.postroom.access.Authentication;
import dev.postroom.access.Decision;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Permission;
import dev.postroom.access.VerifiedKey;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.benchmarks.report.Within;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the text of a key to a granted act: parse, checksum, look up, digest, compare, standing, scope, permission. Beside it the
 * floor, one SHA-256 of 48 bytes, and the check that every call of an open session makes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyToGrantBenchmark {
  /** How many keys are used, each as likely as the others. */
  @Param({"1000", "10000"})
  int keys;

  private final Clock clock = Clock.systemUTC();
  private final KeyScopeAuthorizer authorizer = new KeyScopeAuthorizer(AccessVeto.none());
  private final byte[] floor = new byte[48];
  private Population population;
  private LiveKeys liveKeys;
  private LiveStandings standings;
  private VerifiedKey open;

  /** Fills a store and opens one session's worth of proof. */
  @Setup
  public void fill() {
    population = new Population(keys);
    standings = new LiveStandings(population.store(), new Undecided());
    liveKeys = new LiveKeys(population.store(), standings, new Undecided());
    open = verified(population.keyText(0));
  }

  /** The floor: what no check of a secret can do without. */
  @Benchmark
  public byte[] floorSha256Of48Bytes() throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(floor);
  }

  /** The whole way, as a server without sessions goes it with every request. */
  @Benchmark
  @Beside(value = "floorSha256Of48Bytes", atMost = 2.5)
  public Decision keyTextToGrant() {
    return granted(verified(population.keyText(ThreadLocalRandom.current().nextInt(keys))));
  }

  /** What each call of an open session costs. */
  @Benchmark
  @Within(10)
  public Decision openSessionToGrant() {
    return granted(open);
  }

  private VerifiedKey verified(String text) {
    ApiKey key = ApiKey.parse(text);
    Authentication answer = authorizer.authenticate(key, liveKeys.find(key.id()), clock.instant());
    return answer.orThrow();
  }

  private Decision granted(VerifiedKey key) {
    Optional<KeyRecord> stored = liveKeys.find(key.id());
    return authorizer.authorize(key, stored, Permission.READ, key.scope(), standings.of(key.scope()), clock.instant());
  }
}
