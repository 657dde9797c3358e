package dev.postroom.core.mailbox;

import dev.postroom.id.ThreadId;
import java.nio.ByteBuffer;
import java.time.Instant;

/** The clear columns of a message's row, as the octets that its summary is bound to: a summary opens only beside them. */
final class RowFacts {
  private static final byte VERSION = 1;

  private RowFacts() {}

  static byte[] of(ThreadId thread, Instant receivedAt, long size) {
    return ByteBuffer.allocate(1 + 4 * Long.BYTES)
        .put(VERSION)
        .putLong(thread.value().getMostSignificantBits())
        .putLong(thread.value().getLeastSignificantBits())
        .putLong(receivedAt.toEpochMilli())
        .putLong(size)
        .array();
  }
}
