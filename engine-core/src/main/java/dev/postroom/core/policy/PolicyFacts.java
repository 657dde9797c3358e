package dev.postroom.core.policy;

import dev.postroom.spi.store.PolicyRow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The clear columns of an entry's row, as the octets that its content is bound to: it opens only beside them. */
public final class PolicyFacts {
  private static final byte VERSION = 1;

  private PolicyFacts() {}

  public static byte[] of(PolicyRow.Kind kind, Instant createdAt, Optional<Instant> expiresAt) {
    byte[] name = kind.name().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + 2 * Long.BYTES + name.length)
        .put(VERSION)
        .putLong(createdAt.toEpochMilli())
        .put((byte) (expiresAt.isPresent() ? 1 : 0))
        .putLong(expiresAt.map(Instant::toEpochMilli).orElse(0L))
        .put(name)
        .array();
  }

  public static byte[] of(PolicyRow row) {
    return of(row.kind(), row.createdAt(), row.expiresAt());
  }
}
