package dev.postroom.store.h2.file;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** The octets of a file of the {@link PowerCutDisk}. */
final class Octets {
  static final int SECTOR = 512;

  private byte[] octets = new byte[0];
  private int size;

  int size() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(octets, size);
  }

  Octets copy() {
    Octets copy = new Octets();
    copy.become(this);
    return copy;
  }

  void become(Octets other) {
    octets = other.toArray();
    size = other.size;
  }

  int read(int position, byte[] target, int offset, int length) {
    int count = Math.max(0, Math.min(length, size - position));
    System.arraycopy(octets, Math.min(position, octets.length), target, offset, count);
    return count;
  }

  /** Writes those sectors of the file, counted from the first that is touched, which the predicate keeps. */
  void write(int position, byte[] source, IntPredicate kept) {
    int firstSector = position / SECTOR;
    int at = 0;
    while (at < source.length) {
      int sector = (position + at) / SECTOR;
      int count = Math.min((sector + 1) * SECTOR - position - at, source.length - at);
      if (kept.test(sector - firstSector)) {
        lengthenTo(position + at + count);
        System.arraycopy(source, at, octets, position + at, count);
      }
      at += count;
    }
  }

  void resize(int newSize) {
    if (newSize < size) {
      Arrays.fill(octets, newSize, size, (byte) 0);
      size = newSize;
    } else {
      lengthenTo(newSize);
    }
  }

  private void lengthenTo(int newSize) {
    if (newSize > octets.length) {
      octets = Arrays.copyOf(octets, Math.max(newSize, octets.length * 2));
    }
    size = Math.max(size, newSize);
  }
}
