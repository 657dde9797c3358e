package dev.postroom.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The engine's own secret: authenticates what it hands out and takes back, such as page cursors, and seals what it keeps for itself and no
 * tenant. Safe for many threads.
 */
public final class EngineSecret {
  /** Octets of a MAC. */
  public static final int MAC_SIZE = 32;

  private final NavigableMap<Integer, EngineKeys> versions;
  private final PlaceCipher cipher;

  EngineSecret(NavigableMap<Integer, EngineKeys> versions) {
    NavigableMap<Integer, DataKeys> data = new TreeMap<>();
    versions.forEach((version, keys) -> data.put(version, keys.data()));
    this.versions = versions;
    this.cipher = new PlaceCipher(Place.engine(), data);
  }

  /** The cipher of what is kept by the engine itself: what it seals opens at no tenant's place, and nothing of theirs opens here. */
  public PlaceCipher cipher() {
    return cipher;
  }

  /** HMAC-SHA256 of the data for a purpose; MACs of one purpose say nothing for another. */
  public byte[] mac(String purpose, byte[] data) {
    return Derivation.compute(versions.lastEntry().getValue().macs(), input(purpose, data), MAC_SIZE);
  }

  private static byte[] input(String purpose, byte[] data) {
    return AssociatedData.of(purpose.getBytes(StandardCharsets.UTF_8), data).bytes();
  }

  @Override
  public String toString() {
    return "EngineSecret[versions " + versions.keySet() + ']';
  }
}
