package dev.postroom.access;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The SHA-256 digest of a key's secret, as its digits are written. A plain digest is enough, since a secret holds 256 random bits and
 * cannot be guessed. Its text never shows it.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * It is kept as four numbers, so that it is one object in memory, and compared by all of them at once: in the same time whatever they
 * are, and in less than it takes octet by octet.
 */
public final class SecretDigest {
  /** The length of a digest in bytes. */
  public static final int LENGTH = 32;

  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private SecretDigest(byte[] value) {
    this.first = word(value, 0);
    this.second = word(value, 1);
    this.third = word(value, 2);
    this.fourth = word(value, 3);
  }

  private static long word(byte[] value, int index) {
    return (long) WORDS.get(value, index * Long.BYTES);
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
    return new SecretDigest(value);
  }

  static SecretDigest ofSecretIn(byte[] keyText) {
    SecretHasher hasher = SecretHasher.take();
    SecretDigest digest = new SecretDigest(hasher.digest(keyText, KeyText.SECRET_START, KeyText.SECRET_DIGITS));
    hasher.giveBack();
    return digest;
  }

  boolean isOfSecretIn(byte[] keyText) {
    SecretHasher hasher = SecretHasher.take();
    byte[] digest = hasher.digest(keyText, KeyText.SECRET_START, KeyText.SECRET_DIGITS);
    boolean same = isSame(word(digest, 0), word(digest, 1), word(digest, 2), word(digest, 3));
    hasher.giveBack();
    return same;
  }

  /** Without a branch before the end, so that the time tells nothing of where two differ. */
  private boolean isSame(long one, long two, long three, long four) {
    return (first ^ one | second ^ two | third ^ three | fourth ^ four) == 0;
  }

  /**
   * The bytes to store.
   *
   * @return a copy
   */
  public byte[] toByteArray() {
    byte[] value = new byte[LENGTH];
    WORDS.set(value, 0, first);
    WORDS.set(value, Long.BYTES, second);
    WORDS.set(value, 2 * Long.BYTES, third);
    WORDS.set(value, 3 * Long.BYTES, fourth);
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretDigest digest && isSame(digest.first, digest.second, digest.third, digest.fourth);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first ^ second ^ third ^ fourth);
  }

  @Override
  public String toString() {
    return "SecretDigest[…]";
  }
}
