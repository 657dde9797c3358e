package dev.postroom.store.h2.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of which a copy can be made as it is at one moment, while it goes on changing. */
final class SnapshotFile implements DiskFile {
  private final DiskFile file;
  private volatile @Nullable FileSnapshot running;

  SnapshotFile(DiskFile file) {
    this.file = file;
  }

  /** Begins a copy, one at a time; to be called while nobody changes the file. */
  FileSnapshot snapshot(DiskFile target) throws IOException {
    if (running != null) {
      throw new IOException("the file is being copied already");
    }
    FileSnapshot begun = new FileSnapshot(file, target, () -> running = null);
    running = begun;
    return begun;
  }

  private void keep(long from, long to) {
    FileSnapshot copy = running;
    if (copy != null) {
      copy.keep(from, to);
    }
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) throws IOException {
    keep(position, position + length);
    file.write(position, source, offset, length);
  }

  @Override
  public void resize(long size) throws IOException {
    keep(size, Long.MAX_VALUE);
    file.resize(size);
  }

  @Override
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    return file.read(position, target, offset, length);
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
