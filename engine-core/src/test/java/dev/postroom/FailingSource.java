package dev.postroom;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/** A source that cannot be read. */
final class FailingSource extends InputStream {
  private final IOException failure;

  private FailingSource(IOException failure) {
    this.failure = failure;
  }

  /** Some octets, and then the failure. */
  static InputStream after(byte[] octets, IOException failure) {
    return new SequenceInputStream(new ByteArrayInputStream(octets), new FailingSource(failure));
  }

  @Override
  public int read() throws IOException {
    throw failure;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    throw failure;
  }
}
