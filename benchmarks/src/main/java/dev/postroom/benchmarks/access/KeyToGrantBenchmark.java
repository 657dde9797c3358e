package dev.postroom.benchmarks.access;

import com.nimbusds.jose.JOSEException;
import dev.postroom.access.ApiKey;
import dev.postroom.access.Granted;
import dev.postroom.access.Permission;
import dev.postroom.benchmarks.report.Alone;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.benchmarks.report.Within;
import dev.postroom.core.access.Gate;
import dev.postroom.core.access.KeyGate;
import dev.postroom.error.PostroomException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.security.authorization.AuthorizationResult;

/**
 * From the text of a key to a granted act: parse, checksum, look up, digest, compare, end and standing, scope, permission, note of the
 * use. Beside it the floor, one SHA-256 of 48 bytes, and peers that authenticate too; beside the check that every call of an open
 * session makes, peers that only authorize somebody known.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyToGrantBenchmark {

  /** What one thread digests with. */
  @State(Scope.Thread)
  public static class Floor {
    private final byte[] input = new byte[48];
    private MessageDigest sha256;

    /** Finds the algorithm once. */
    @Setup
    public void find() throws NoSuchAlgorithmException {
      sha256 = MessageDigest.getInstance("SHA-256");
    }
  }

  /** A store of keys, each used once, and an open session. */
  @State(Scope.Benchmark)
  public static class Ours {
    private KeyRing ring;
    private Gate open;
    private String unknownKey;

    /** Fills the store, opens the session, and uses each key. */
    @Setup
    public void fill(Keys many) {
      ring = new KeyRing(many.keys);
      open = ring.check().authenticate(ApiKey.parse(ring.text(0)));
      for (int i = 0; i < many.keys; i++) {
        ring.check().authenticate(ApiKey.parse(ring.text(i)));
      }
      unknownKey = new KeyRing(1).text(0);
    }
  }

  /** The floor: what no check of a secret can do without. */
  @Benchmark
  public byte[] sha256(Floor floor) {
    return floor.sha256.digest(floor.input);
  }

  /** The whole way, as a server without sessions goes it with every request. */
  @Benchmark
  @Beside(value = "sha256", atMost = 2.5, at = "keys=1000")
  @Beside(value = "sha256", atMost = 7, at = "keys=100000")
  @Beside(value = "nimbusTokenToGrant", atMost = 0.1)
  @Beside(value = "shiroSecretToGrant", atMost = 1)
  public Granted keyTextToGrant(Keys keys, Ours ours) {
    KeyGate gate = ours.ring.check().authenticate(ApiKey.parse(ours.ring.text(keys.any())));
    return gate.require(Permission.READ, gate.place());
  }

  /** The same by two threads at once, who share the keys. */
  @Benchmark
  @Threads(2)
  @Beside("keyTextToGrant")
  public Granted keyTextToGrantByTwo(Keys keys, Ours ours) {
    return keyTextToGrant(keys, ours);
  }

  /** The part of it that is only text. */
  @Benchmark
  @Alone
  public ApiKey parseOnly(Keys keys, Ours ours) {
    return ApiKey.parse(ours.ring.text(keys.any()));
  }

  /** A well-formed key that nobody was given. */
  @Benchmark
  @Alone
  public Object keyTextToDenial(Ours ours) {
    try {
      return ours.ring.check().authenticate(ApiKey.parse(ours.unknownKey));
    } catch (PostroomException denied) {
      return denied;
    }
  }

  /** What each call of an open session costs. */
  @Benchmark
  @Within(10)
  @Beside("readTheClock")
  @Beside("shiroIsPermitted")
  @Beside("casbinCachedEnforce")
  @Beside("springHasAuthority")
  public Granted openSessionToGrant(Ours ours) {
    return ours.open.require(Permission.READ, ours.ring.place(0));
  }

  /** The same by two threads at once, who share the session. */
  @Benchmark
  @Threads(2)
  @Beside("openSessionToGrant")
  public Granted openSessionToGrantByTwo(Ours ours) {
    return openSessionToGrant(ours);
  }

  /** A call that the session's key has no right to. */
  @Benchmark
  @Alone
  public Object openSessionToDenial(Ours ours) {
    try {
      return ours.open.require(Permission.MANAGE_DOMAINS, ours.ring.place(0));
    } catch (PostroomException denied) {
      return denied;
    }
  }

  /** The floor of what notes when a key was used, and of what ends keys. */
  @Benchmark
  public long readTheClock() {
    return System.currentTimeMillis();
  }

  /** A signed token, its end, its subject and its permission. */
  @Benchmark
  public boolean nimbusTokenToGrant(Keys keys, NimbusTokens tokens) throws ParseException, JOSEException {
    return tokens.isGranted(keys.any());
  }

  /** A secret by SHA-256, then a permission. */
  @Benchmark
  public boolean shiroSecretToGrant(Keys keys, ShiroAccounts accounts) {
    return accounts.isAuthenticAndPermitted(keys.any());
  }

  /** The permission alone. */
  @Benchmark
  public boolean shiroIsPermitted(Keys keys, ShiroAccounts accounts) {
    return accounts.isPermitted(keys.any());
  }

  /** An answer that was given before. */
  @Benchmark
  public boolean casbinCachedEnforce(Keys keys, CasbinPolicies policies) {
    return policies.isAllowed(keys.any());
  }

  /** An authority. */
  @Benchmark
  public AuthorizationResult springHasAuthority(Keys keys, SpringAuthorities authorities) {
    return authorities.authorize(keys.any());
  }
}
