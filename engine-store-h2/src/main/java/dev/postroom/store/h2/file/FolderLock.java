package dev.postroom.store.h2.file;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The right to use a folder, for one store of one process at a time. The system gives it back when the process dies.
 *
 * <p>
 * POSIX lets go of all locks of a process on a file when it closes any handle of it. So a second opening in this process is refused
 * before it touches the file, and one that meets the lock of another class loader leaves its handle open for good.
 */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = "lock";
  private static final Set<Path> HELD = new HashSet<>();
  private static final Queue<RandomAccessFile> LEFT_OPEN = new ConcurrentLinkedQueue<>();

  private final Path folder;
  private final RandomAccessFile file;
  private boolean closed;

  private FolderLock(Path folder, RandomAccessFile file) {
    this.folder = folder;
    this.file = file;
  }

  /**
   * Takes a folder: checks that it is of this format before anything is touched, makes it when it is absent, and locks it.
   *
   * @throws StoreException
   *           STORE_IN_USE when another store has it, STORE_VERSION when it is not of this format
   */
  public static FolderLock take(Disk disk, Path folder) {
    try {
      FolderFormat format = new FolderFormat(disk, folder);
      format.check();
      disk.createDirectories(folder);
      FolderLock lock = lock(folder.toRealPath());
      try {
        format.check();
        format.write();
        return lock;
      } catch (IOException | RuntimeException | Error failed) {
        lock.close();
        throw failed;
      }
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "folder: cannot be opened", failed);
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    synchronized (HELD) {
      if (!HELD.add(folder)) {
        throw inUse();
      }
    }
    try {
      return new FolderLock(folder, lockedFile(folder.resolve(NAME)));
    } catch (IOException | RuntimeException | Error failed) {
      release(folder);
      throw failed;
    }
  }

  private static RandomAccessFile lockedFile(Path path) throws IOException {
    RealDisk.create(path);
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      Optional<FileLock> lock = Optional.ofNullable(file.getChannel().tryLock());
      if (lock.isPresent()) {
        return file;
      }
    } catch (OverlappingFileLockException anotherLoader) {
      LEFT_OPEN.add(file);
      throw inUse();
    } catch (IOException | RuntimeException | Error failed) {
      file.close();
      throw failed;
    }
    file.close();
    throw inUse();
  }

  private static StoreException inUse() {
    return new StoreException(FailureReason.STORE_IN_USE, "folder: in use by another store");
  }

  private static void release(Path folder) {
    synchronized (HELD) {
      HELD.remove(folder);
    }
  }

  /** Gives the folder back. A second call does nothing. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      file.close();
    } catch (IOException failed) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "folder: cannot be let go", failed);
    } finally {
      release(folder);
    }
  }
}
