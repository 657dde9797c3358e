package dev.postroom.access;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * The SHA-256 digest of a key's secret. A plain digest is enough, since a secret holds 256 random bits and cannot be guessed.
 * Its text never shows it.
 */
public final class SecretDigest {
  /** The length of a digest in bytes. */
  public static final int LENGTH = 32;

  private final byte[] value;

  private SecretDigest(byte[] value) {
    this.value = value;
  }

  /**
   * A digest that was stored.
   *
   * @param value
   *          {@value #LENGTH} bytes
   * @return the digest
   * @throws IllegalArgumentException
   *           when the length is another
   */
  public static SecretDigest ofStored(byte[] value) {
    if (value.length != LENGTH) {
      throw new IllegalArgumentException("digest length: " + value.length + " (expected: " + LENGTH + ")");
    }
    return new SecretDigest(value.clone());
  }

  static SecretDigest ofSecret(byte[] secret) {
    SecretHasher hasher = SecretHasher.take();
    SecretDigest digest = new SecretDigest(hasher.digest(secret).clone());
    hasher.giveBack();
    return digest;
  }

  boolean isOf(byte[] secret) {
    SecretHasher hasher = SecretHasher.take();
    boolean same = MessageDigest.isEqual(value, hasher.digest(secret));
    hasher.giveBack();
    return same;
  }

  /**
   * The bytes to store.
   *
   * @return a copy
   */
  public byte[] toByteArray() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretDigest digest && MessageDigest.isEqual(value, digest.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "SecretDigest[…]";
  }
}
