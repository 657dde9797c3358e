package dev.postroom.store.h2.file;

import java.io.Closeable;
import java.io.IOException;

/** An open file, read and written by position, by many threads. */
public interface DiskFile extends Closeable {

  /**
   * Reads until the length is reached or the file ends.
   *
   * @return the number of octets read, fewer than the length only at the end of the file
   */
  int read(long position, byte[] target, int offset, int length) throws IOException;

  /** Writes; a gap before the position reads as zeros. */
  void write(long position, byte[] source, int offset, int length) throws IOException;

  /** The number of octets. */
  long size() throws IOException;

  /** Cuts the file off, or lengthens it by zeros. */
  void resize(long size) throws IOException;

  /** Makes everything that was written before the call safe from a power cut. */
  void sync() throws IOException;
}
