package dev.postroom.core.mime;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Octets under construction. */
final class Octets {
  private static final int MAX_TEXT = 0xffff;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void octet(int value) {
    out.write(value);
  }

  void length(int value) {
    if (value > MAX_TEXT) {
      throw new IllegalArgumentException("length: " + value + " (expected: 0.." + MAX_TEXT + ')');
    }
    out.write(value >>> 8);
    out.write(value);
  }

  void number(long value) {
    out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
  }

  /** A text with its length; one that is longer than a length can say is cut. */
  void text(String text) {
    byte[] utf8 = FieldText.cut(text, MAX_TEXT / 3).getBytes(StandardCharsets.UTF_8);
    length(utf8.length);
    out.writeBytes(utf8);
  }

  void append(Octets others) {
    out.writeBytes(others.toByteArray());
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
