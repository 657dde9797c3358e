package dev.postroom.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalInt;

/** Copies a message, and tells on which side it went wrong. */
final class ContentCopy {
  private static final int BUFFER = 16 * 1024;

  private final InputStream content;
  private final long size;

  ContentCopy(InputStream content, long size) {
    this.content = content;
    this.size = size;
  }

  enum Outcome {
    /** Every octet was copied. */
    WHOLE,
    /** The content failed, or is not as long as was said. */
    UNREADABLE,
    /** The target failed. */
    LOST
  }

  Outcome to(OutputStream out) {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    while (true) {
      OptionalInt octets = read(buffer);
      if (octets.isEmpty() || copied + octets.getAsInt() > size) {
        return Outcome.UNREADABLE;
      }
      if (octets.getAsInt() < 0) {
        return copied == size ? Outcome.WHOLE : Outcome.UNREADABLE;
      }
      try {
        out.write(buffer, 0, octets.getAsInt());
      } catch (IOException lost) {
        return Outcome.LOST;
      }
      copied += octets.getAsInt();
    }
  }

  private OptionalInt read(byte[] buffer) {
    try {
      return OptionalInt.of(content.read(buffer));
    } catch (IOException | RuntimeException unreadable) {
      return OptionalInt.empty();
    }
  }
}
