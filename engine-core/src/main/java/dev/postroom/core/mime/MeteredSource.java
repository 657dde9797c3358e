package dev.postroom.core.mime;

import java.io.IOException;
import java.io.InputStream;

/** The octets on their way into the token stream. Each costs as many units of work as there are levels that look at it. */
final class MeteredSource extends InputStream {
  private final InputStream octets;
  private long workLeft;
  private int levels = 1;

  MeteredSource(InputStream octets, long work) {
    this.octets = octets;
    this.workLeft = work;
  }

  void enterLevel() {
    levels++;
  }

  void leaveLevel() {
    levels--;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (workLeft < 0) {
      throw new WorkExceeded();
    }
    try {
      int count = octets.read(into, offset, length);
      workLeft -= (long) Math.max(count, 0) * levels;
      return count;
    } catch (IOException failure) {
      throw new SourceFailure(failure);
    } catch (RuntimeException failure) {
      throw new SourceFailure(failure);
    }
  }

  @Override
  public void close() throws IOException {
    octets.close();
  }
}
