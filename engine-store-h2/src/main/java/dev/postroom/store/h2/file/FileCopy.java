package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;

/** Copies files that do not change, or only grow, and forces the copies. */
public final class FileCopy {
  private static final int AT_ONCE = 1 << 20;

  private final Disk disk;
  private final Runnable beforeEachStep;

  /**
   * Copies.
   *
   * @param beforeEachStep
   *          gives up by what it throws
   */
  public FileCopy(Disk disk, Runnable beforeEachStep) {
    this.disk = disk;
    this.beforeEachStep = beforeEachStep;
  }

  /** Copies what a file holds now; what is appended meanwhile may be left out. */
  public void copy(Path from, Path to) throws IOException {
    try (DiskFile source = disk.openToRead(from); DiskFile target = disk.open(to)) {
      copy(source, target);
    }
  }

  /** The same of files that are open. */
  public void copy(DiskFile source, DiskFile target) throws IOException {
    byte[] some = new byte[AT_ONCE];
    long size = source.size();
    for (long position = 0; position < size; position += AT_ONCE) {
      beforeEachStep.run();
      int length = source.read(position, some, 0, (int) Math.min(AT_ONCE, size - position));
      target.write(position, some, 0, length);
    }
    target.sync();
  }

  /** Copies what a snapshot is of. */
  public void copy(FileSnapshot snapshot, DiskFile target) throws IOException {
    while (snapshot.copySome()) {
      beforeEachStep.run();
    }
    target.sync();
  }
}
