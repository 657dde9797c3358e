package dev.postroom.smtp;

import java.io.IOException;

/** Gathers answers until they are flushed. */
final class WireOutput {
  private final Wire wire;
  private final byte[] buffer = new byte[1_024];
  private int length;

  WireOutput(Wire wire) {
    this.wire = wire;
  }

  void write(Reply reply) throws IOException {
    byte[] octets = reply.octets();
    if (length + octets.length > buffer.length) {
      flush();
    }
    if (octets.length > buffer.length) {
      wire.write(octets, octets.length);
      return;
    }
    System.arraycopy(octets, 0, buffer, length, octets.length);
    length += octets.length;
  }

  void flush() throws IOException {
    if (length > 0) {
      int count = length;
      length = 0;
      wire.write(buffer, count);
    }
  }
}
