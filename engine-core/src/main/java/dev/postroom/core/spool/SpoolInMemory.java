package dev.postroom.core.spool;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A small message. */
@SuppressWarnings("ArrayRecordComponent")
record SpoolInMemory(byte[] octets) implements Spool {

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(octets);
  }

  @Override
  public long size() {
    return octets.length;
  }

  @Override
  public void close() {
    // The collector takes it.
  }
}
