package dev.postroom.store.h2.redo;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Octets that grow by what is put at their end. */
final class OctetSink {
  private static final int AT_FIRST = 16 << 10;
  private byte[] octets = new byte[AT_FIRST];
  private int length;

  OctetSink put(byte value) {
    room(Byte.BYTES).put(value);
    return this;
  }

  OctetSink putInt(int value) {
    room(Integer.BYTES).putInt(value);
    return this;
  }

  OctetSink putLong(long value) {
    room(Long.BYTES).putLong(value);
    return this;
  }

  /** With their number before them. */
  OctetSink putOctets(byte[] value) {
    putInt(value.length);
    room(value.length).put(value);
    return this;
  }

  private ByteBuffer room(int more) {
    int needed = Math.addExact(length, more);
    if (needed > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, octets.length * 2L)));
    }
    ByteBuffer room = ByteBuffer.wrap(octets, length, more);
    length = needed;
    return room;
  }

  /** Of which the first {@link #length} were put. */
  byte[] octets() {
    return octets;
  }

  int length() {
    return length;
  }
}
