package dev.postroom.benchmarks.sealing;

import java.io.OutputStream;

/** Memory of a size that is known beforehand, written over and over: the same for all that are compared. */
final class Sink extends OutputStream {
  private final byte[] octets;
  private int position;

  Sink(int size) {
    this.octets = new byte[size];
  }

  Sink rewound() {
    position = 0;
    return this;
  }

  @Override
  public void write(int octet) {
    octets[position++] = (byte) octet;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    System.arraycopy(source, offset, octets, position, length);
    position += length;
  }

  byte[] octets() {
    return octets;
  }

  int size() {
    return position;
  }
}
