package dev.postroom.store.h2.segment;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.store.h2.file.DiskFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/** Reads one content, never beyond its end, and fails at its last octet when the checksum does not fit. */
final class ContentStream extends InputStream {
  private static final int ROOM = 16 * 1024;

  private final DiskFile file;
  private final CRC32C checksum = new CRC32C();
  private final byte[] buffer;
  private long position;
  private long unread;
  private int bufferAt;
  private int bufferEnd;

  ContentStream(DiskFile file, long position, long length) {
    this.file = file;
    this.position = position;
    this.unread = length;
    this.buffer = new byte[(int) Math.min(ROOM, length)];
    if (length == 0) {
      compareChecksum();
    }
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    Objects.checkFromIndexSize(offset, count, target.length);
    if (count == 0) {
      return 0;
    }
    if (bufferAt == bufferEnd && count >= buffer.length) {
      return unread == 0 ? -1 : fetch(target, offset, count);
    }
    if (bufferAt == bufferEnd) {
      if (unread == 0) {
        return -1;
      }
      bufferAt = 0;
      bufferEnd = fetch(buffer, 0, buffer.length);
    }
    int some = Math.min(count, bufferEnd - bufferAt);
    System.arraycopy(buffer, bufferAt, target, offset, some);
    bufferAt += some;
    return some;
  }

  /** All that is left: who reads it makes room for just that. */
  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, unread + bufferEnd - bufferAt);
  }

  private int fetch(byte[] target, int offset, int count) {
    int wanted = (int) Math.min(count, unread);
    readFully(target, offset, wanted);
    checksum.update(target, offset, wanted);
    unread -= wanted;
    if (unread == 0) {
      compareChecksum();
    }
    return wanted;
  }

  private void compareChecksum() {
    byte[] stored = new byte[RecordFormat.TRAILER];
    readFully(stored, 0, stored.length);
    if (ByteBuffer.wrap(stored).getInt() != (int) checksum.getValue()) {
      throw new StoreException(FailureReason.STORE_CORRUPT, "content: its checksum does not fit");
    }
  }

  private void readFully(byte[] target, int offset, int count) {
    try {
      if (file.read(position, target, offset, count) < count) {
        throw new StoreException(FailureReason.STORE_CORRUPT, "content: ends early");
      }
      position += count;
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "content: cannot be read", failed);
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
