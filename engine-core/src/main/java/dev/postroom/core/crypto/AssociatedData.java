package dev.postroom.core.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What sealed bytes are bound to: a list of fields, each with its length before it, so that no two lists read the same
 * ({@code a, bc} and {@code ab, c} differ).
 */
final class AssociatedData {
  private static final AssociatedData NOTHING = new AssociatedData(new byte[0]);

  private final byte[] encoded;

  private AssociatedData(byte[] encoded) {
    this.encoded = encoded;
  }

  static AssociatedData of(byte[]... fields) {
    return NOTHING.and(fields);
  }

  /** These fields, and more after them. */
  AssociatedData and(byte[]... fields) {
    int size = encoded.length;
    for (byte[] field : fields) {
      size = Math.addExact(size, Math.addExact(Integer.BYTES, field.length));
    }
    ByteBuffer all = ByteBuffer.allocate(size).put(encoded);
    for (byte[] field : fields) {
      all.putInt(field.length).put(field);
    }
    return new AssociatedData(all.array());
  }

  /** The encoding; not to be written to. */
  byte[] bytes() {
    return encoded;
  }

  static byte[] field(UUID id) {
    return ByteBuffer.allocate(2 * Long.BYTES)
        .putLong(id.getMostSignificantBits())
        .putLong(id.getLeastSignificantBits())
        .array();
  }

  static byte[] field(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  static byte[] field(String ascii) {
    return ascii.getBytes(StandardCharsets.US_ASCII);
  }
}
