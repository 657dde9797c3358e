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
        write(buffer, octets.getAsInt(), out);
      } catch (IOException lost) {
        return Outcome.LOST;
      }
      copied += octets.getAsInt();
    }
  }

  /**
   * Angus 2.0.5 takes an octet 255 at the end of a piece, which is -1 to it, for the beginning of the message, and would double a dot
   * that follows. Written by itself, it is 255.
   */
  private static void write(byte[] piece, int octets, OutputStream out) throws IOException {
    int whole = octets > 0 && piece[octets - 1] == -1 ? octets - 1 : octets;
    out.write(piece, 0, whole);
    if (whole < octets) {
      out.write(0xff);
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
