package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/** Copies files that do not change, or only grow, and forces the copies. */
public final class FileCopy {
  private static final int AT_ONCE = 1 << 20;

  private final Disk disk;
  private final BooleanSupplier ended;

  /**
   * Copies.
   *
   * @param ended
   *          whether to give up
   */
  public FileCopy(Disk disk, BooleanSupplier ended) {
    this.disk = disk;
    this.ended = ended;
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
      requireGoingOn();
      int length = source.read(position, some, 0, (int) Math.min(AT_ONCE, size - position));
      target.write(position, some, 0, length);
    }
    target.sync();
  }

  /** Copies what a snapshot is of. */
  public void copy(FileSnapshot snapshot, DiskFile target) throws IOException {
    while (snapshot.copySome()) {
      requireGoingOn();
    }
    target.sync();
  }

  /** Thrown when it is given up. */
  public static final class EndedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private void requireGoingOn() {
    if (ended.getAsBoolean()) {
      throw new EndedException();
    }
  }
}
