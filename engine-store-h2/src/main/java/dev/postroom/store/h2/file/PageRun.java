package dev.postroom.store.h2.file;

import java.io.IOException;
import java.util.Arrays;

/** Pages that follow each other, to be written at once. */
final class PageRun {
  private static final int LONGEST = 256;

  private byte[] octets = new byte[4 * Overlay.PAGE];
  private int length;

  /** Takes one more page. Answers whether there is room for another. */
  boolean append(byte[] page) {
    if (length == octets.length) {
      octets = Arrays.copyOf(octets, 2 * octets.length);
    }
    System.arraycopy(page, 0, octets, length, Overlay.PAGE);
    length += Overlay.PAGE;
    return length < LONGEST * Overlay.PAGE;
  }

  /** Writes what lies before the end of the file. */
  void writeTo(DiskFile file, long position, long end) throws IOException {
    int count = (int) Math.max(0, Math.min(length, end - position));
    if (count > 0) {
      file.write(position, octets, 0, count);
    }
  }
}
