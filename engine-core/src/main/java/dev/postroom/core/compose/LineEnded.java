package dev.postroom.core.compose;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Buffers what is written, whatever is flushed meanwhile, and ends the last line if nobody has. */
final class LineEnded extends OutputStream {
  private static final int BUFFER = 16 * 1024;

  private final OutputStream out;
  private byte beforeLast;
  private byte last;

  LineEnded(OutputStream out) {
    this.out = new BufferedOutputStream(out, BUFFER);
  }

  @Override
  public void write(int octet) throws IOException {
    beforeLast = last;
    last = (byte) octet;
    out.write(octet);
  }

  @Override
  public void write(byte[] octets, int offset, int length) throws IOException {
    if (length > 0) {
      beforeLast = length > 1 ? octets[offset + length - 2] : last;
      last = octets[offset + length - 1];
      out.write(octets, offset, length);
    }
  }

  void finish() throws IOException {
    if (beforeLast != '\r' || last != '\n') {
      write('\r');
      write('\n');
    }
    out.flush();
  }
}
