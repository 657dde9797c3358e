package dev.postroom.core.crypto;

import com.google.crypto.tink.Aead;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import java.security.GeneralSecurityException;
import java.util.NavigableMap;
import java.util.Optional;

/** The keys of a tenant or workspace that wrap the secrets of the rung below, one for each version of its secret. */
final class WrappingKeys implements RungAbove {
  private final NavigableMap<Integer, Aead> versions;

  WrappingKeys(NavigableMap<Integer, Aead> versions) {
    this.versions = versions;
  }

  @Override
  public String newest() {
    return Integer.toString(versions.lastKey());
  }

  @Override
  public byte[] wrap(byte[] payload, byte[] associatedData) {
    try {
      return versions.lastEntry().getValue().encrypt(payload, associatedData);
    } catch (GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_UNAVAILABLE, "a secret could not be wrapped", e);
    }
  }

  @Override
  public byte[] unwrap(String wrappedBy, byte[] wrapped, byte[] associatedData) {
    Aead key = version(wrappedBy).map(versions::get)
        .orElseThrow(() -> new SealException(FailureReason.SEAL_BROKEN, "wrapped by a version that is not there"));
    try {
      return key.decrypt(wrapped, associatedData);
    } catch (GeneralSecurityException e) {
      throw new SealException(FailureReason.SEAL_BROKEN, "a wrapped secret does not open", e);
    }
  }

  @Override
  public SealException rubbish() {
    return new SealException(FailureReason.SEAL_BROKEN, "a wrapped secret is not what was wrapped");
  }

  private static Optional<Integer> version(String wrappedBy) {
    try {
      return Optional.of(Integer.valueOf(wrappedBy));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
