package dev.postroom.store.h2.file;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A file that says of every force that it is done, and does one in half a second, and one at its close. */
final class SeldomForced implements DiskFile {
  private static final long DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final DiskFile file;
  private long forcedAt = System.nanoTime();

  SeldomForced(DiskFile file) {
    this.file = file;
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    return file.read(position, target, offset, length);
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) throws IOException {
    file.write(position, source, offset, length);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void resize(long size) throws IOException {
    file.resize(size);
  }

  @Override
  public synchronized void sync() throws IOException {
    if (System.nanoTime() - forcedAt > DELAY_NANOS) {
      file.sync();
      forcedAt = System.nanoTime();
    }
  }

  @Override
  public void close() throws IOException {
    file.sync();
    file.close();
  }
}
