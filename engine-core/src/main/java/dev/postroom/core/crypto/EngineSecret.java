package dev.postroom.core.crypto;

import com.google.crypto.tink.prf.Prf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.NavigableMap;

/** The engine's own secret: authenticates what it hands out and takes back, such as page cursors. Safe for many threads. */
public final class EngineSecret {
  /** Octets of a MAC. */
  public static final int MAC_SIZE = 32;

  private final NavigableMap<Integer, Prf> versions;

  EngineSecret(NavigableMap<Integer, Prf> versions) {
    this.versions = versions;
  }

  /** HMAC-SHA256 of the data for a purpose; MACs of one purpose say nothing for another. */
  public byte[] mac(String purpose, byte[] data) {
    return Derivation.compute(versions.lastEntry().getValue(), input(purpose, data), MAC_SIZE);
  }

  /** Whether the MAC was made by {@link #mac}, under any version of the secret; in constant time. */
  public boolean verify(String purpose, byte[] data, byte[] mac) {
    byte[] input = input(purpose, data);
    boolean made = false;
    for (Prf version : versions.values()) {
      made |= MessageDigest.isEqual(Derivation.compute(version, input, MAC_SIZE), mac);
    }
    return made;
  }

  private static byte[] input(String purpose, byte[] data) {
    return AssociatedData.of(purpose.getBytes(StandardCharsets.UTF_8), data).bytes();
  }

  @Override
  public String toString() {
    return "EngineSecret[versions " + versions.keySet() + ']';
  }
}
