package dev.postroom.spi.crypto;

import java.util.Arrays;

/** Carries bytes that were sealed. It proves nothing: opening it does. Its text never shows them. */
public final class SealedBytes {
  private final byte[] bytes;

  private SealedBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Carries a copy of the bytes.
   *
   * @param bytes
   *          sealed bytes
   * @return the carrier
   */
  public static SealedBytes copyOf(byte[] bytes) {
    return new SealedBytes(bytes.clone());
  }

  /**
   * The bytes.
   *
   * @return a copy
   */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedBytes sealed && Arrays.equals(bytes, sealed.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SealedBytes[" + bytes.length + ']';
  }
}
