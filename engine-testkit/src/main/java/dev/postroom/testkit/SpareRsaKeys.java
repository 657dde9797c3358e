package dev.postroom.testkit;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyPairGeneratorSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * RSA keys that are made once and handed out in turn, to all of a test's JVM: each new one takes longer than most tests. They are no
 * secrets, and different domains are given the same, so this is for tests in which nothing is told apart by who signs.
 */
public final class SpareRsaKeys extends Provider {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "SpareRsaKeys";
  private static final String RSA = "RSA";
  private static final int BITS = 2048;
  private static final int SPARE = 4;

  private SpareRsaKeys() {
    super(NAME, "1", "RSA keys that were made before");
    put("KeyPairGenerator." + RSA, Spare.class.getName());
  }

  /** Has all in this JVM that ask for an RSA key be given one of these from now on. */
  public static void handOut() {
    Spare.makeOnce();
    Security.insertProviderAt(new SpareRsaKeys(), 1);
  }

  /** Has keys made again for each that asks. */
  public static void keepBack() {
    Security.removeProvider(NAME);
  }

  /** What hands them out, which the registry of providers makes. */
  public static final class Spare extends KeyPairGeneratorSpi {
    private static final List<KeyPair> KEYS = Stream.generate(Spare::make).limit(SPARE).toList();
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** For the registry of providers. */
    public Spare() {}

    /** Before this is asked, or it would ask itself. */
    private static void makeOnce() {
      if (KEYS.isEmpty()) {
        throw new IllegalStateException("no spare keys");
      }
    }

    private static KeyPair make() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(RSA);
        generator.initialize(BITS);
        return generator.generateKeyPair();
      } catch (NoSuchAlgorithmException missing) {
        throw new LinkageError(RSA, missing);
      }
    }

    @Override
    public void initialize(int bits, SecureRandom random) {
      if (bits != BITS) {
        throw new IllegalArgumentException("bits: " + bits + " (expected: " + BITS + ')');
      }
    }

    @Override
    public KeyPair generateKeyPair() {
      return KEYS.get(Math.floorMod(NEXT.getAndIncrement(), SPARE));
    }
  }
}
