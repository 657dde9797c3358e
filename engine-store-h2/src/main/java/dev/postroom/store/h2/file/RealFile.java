package dev.postroom.store.h2.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A file of the machine that no interrupt closes: octets go through a {@link RandomAccessFile}, and the asynchronous channel is
 * there for its force alone, which unlike that of a file descriptor need not write the times of the file.
 */
final class RealFile implements DiskFile {
  private final RandomAccessFile file;
  private final @Nullable AsynchronousFileChannel forcing;
  private final ReentrantLock position = new ReentrantLock();

  private RealFile(RandomAccessFile file, @Nullable AsynchronousFileChannel forcing) {
    this.file = file;
    this.forcing = forcing;
  }

  static RealFile readWrite(Path path) throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    try {
      return new RealFile(file, AsynchronousFileChannel.open(path, StandardOpenOption.WRITE));
    } catch (IOException | RuntimeException | Error failure) {
      file.close();
      throw failure;
    }
  }

  static RealFile readOnly(Path path) throws IOException {
    return new RealFile(new RandomAccessFile(path.toFile(), "r"), null);
  }

  @Override
  public int read(long from, byte[] target, int offset, int length) throws IOException {
    position.lock();
    try {
      file.seek(from);
      int done = 0;
      while (done < length) {
        int count = file.read(target, offset + done, length - done);
        if (count < 0) {
          break;
        }
        done += count;
      }
      return done;
    } finally {
      position.unlock();
    }
  }

  @Override
  public void write(long to, byte[] source, int offset, int length) throws IOException {
    position.lock();
    try {
      file.seek(to);
      file.write(source, offset, length);
    } finally {
      position.unlock();
    }
  }

  @Override
  public long size() throws IOException {
    return file.length();
  }

  @Override
  public void resize(long size) throws IOException {
    position.lock();
    try {
      file.setLength(size);
    } finally {
      position.unlock();
    }
  }

  @Override
  public void sync() throws IOException {
    if (forcing == null) {
      throw new IOException("the file is open to read");
    }
    forcing.force(false);
  }

  @Override
  public void close() throws IOException {
    try (forcing) {
      file.close();
    }
  }
}
