package dev.postroom.core.crypto;

import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.WrappedSecret;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The key vault as the ladder uses it. What is wrapped is the secret and 16 octets derived from it and from its place, so that a
 * secret is known to be the right one even when a KMS authenticates nothing or ignores the associated data.
 */
final class LadderVault {
  private static final byte FORMAT = 1;
  private static final int CHECK_SIZE = 16;

  private final KeyVault vault;

  LadderVault(KeyVault vault) {
    this.vault = vault;
  }

  List<WrappedSecret> secrets(Place place) {
    return vault.secrets(place.owner());
  }

  /** The secrets that a place must have to be used at all. */
  List<WrappedSecret> existing(Place place) {
    List<WrappedSecret> secrets = secrets(place);
    if (secrets.isEmpty()) {
      throw new SealException(FailureReason.SEAL_BROKEN,
          "no secret of " + place.name() + " (never made, or destroyed)");
    }
    return secrets;
  }

  /** Unwraps every version and keeps what is derived from it; the secrets themselves do not stay in memory. */
  <T> NavigableMap<Integer, T> open(Place place, RungAbove above, Function<byte[], T> derive) {
    NavigableMap<Integer, T> versions = new TreeMap<>();
    for (WrappedSecret wrapped : existing(place)) {
      byte[] secret = unwrap(place, wrapped, above);
      try {
        versions.put(wrapped.version(), derive.apply(secret));
      } finally {
        Arrays.fill(secret, (byte) 0);
      }
    }
    return versions;
  }

  WrappedSecret wrap(Place place, int version, byte[] secret, RungAbove above) {
    String by = above.newest();
    byte[] bound = bound(place, version, by);
    byte[] payload = payload(secret, bound);
    try {
      byte[] wrapped = above.wrap(payload, bound);
      return new WrappedSecret(place.owner(), version, by,
          SealedBytes.copyOf(ByteBuffer.allocate(1 + wrapped.length).put(FORMAT).put(wrapped).array()));
    } finally {
      Arrays.fill(payload, (byte) 0);
    }
  }

  WrappedSecret rewrap(Place place, WrappedSecret wrapped, RungAbove above) {
    byte[] secret = unwrap(place, wrapped, above);
    try {
      return wrap(place, wrapped.version(), secret, above);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  void put(List<WrappedSecret> secrets) {
    vault.put(secrets);
  }

  void destroy(Place place, int version) {
    vault.destroy(place.owner(), version);
  }

  void destroy(Place place) {
    vault.destroy(place.owner());
  }

  private static byte[] unwrap(Place place, WrappedSecret wrapped, RungAbove above) {
    byte[] bytes = wrapped.secret().toByteArray();
    if (bytes.length < 2 || bytes[0] != FORMAT) {
      throw new SealException(FailureReason.SEAL_BROKEN,
          "a wrapped secret of " + place.name() + " has no format known here");
    }
    byte[] bound = bound(place, wrapped.version(), wrapped.wrappedBy());
    byte[] payload = above.unwrap(wrapped.wrappedBy(), Arrays.copyOfRange(bytes, 1, bytes.length), bound);
    byte[] secret = Arrays.copyOf(payload, Derivation.KEY_SIZE);
    byte[] expected = payload(secret, bound);
    try {
      if (!MessageDigest.isEqual(expected, payload)) {
        Arrays.fill(secret, (byte) 0);
        throw above.rubbish();
      }
      return secret;
    } finally {
      Arrays.fill(payload, (byte) 0);
      Arrays.fill(expected, (byte) 0);
    }
  }

  private static byte[] payload(byte[] secret, byte[] bound) {
    byte[] check = Derivation.derive(secret, AssociatedData.of(Purpose.CHECK.text(), bound).bytes(), CHECK_SIZE);
    byte[] payload = Arrays.copyOf(secret, secret.length + CHECK_SIZE);
    System.arraycopy(check, 0, payload, secret.length, CHECK_SIZE);
    return payload;
  }

  private static byte[] bound(Place place, int version, String wrappedBy) {
    return place.bind(Purpose.WRAP)
        .and(AssociatedData.field(version), AssociatedData.field(wrappedBy), new byte[]{FORMAT})
        .bytes();
  }
}
