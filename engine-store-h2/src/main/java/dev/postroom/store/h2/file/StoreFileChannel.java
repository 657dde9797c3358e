package dev.postroom.store.h2.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import org.h2.store.fs.FileBaseDefault;

/**
 * A file of ours in the shape that H2 wants. It never enters the interruptible part of its base class, and the file below does the
 * locking, so that readers need not wait for each other's turn here.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class StoreFileChannel extends FileBaseDefault {

  /** What H2 may do with it. */
  enum Mode {
    READ, READ_WRITE
  }

  private final DiskFile file;
  private final Mode mode;
  private final Runnable afterClose;

  StoreFileChannel(DiskFile file, Mode mode, Runnable afterClose) {
    this.file = file;
    this.mode = mode;
    this.afterClose = afterClose;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int wanted = target.remaining();
    if (wanted == 0) {
      return 0;
    }
    byte[] octets = target.hasArray() ? target.array() : new byte[wanted];
    int offset = target.hasArray() ? target.arrayOffset() + target.position() : 0;
    int count = file.read(position, octets, offset, wanted);
    if (target.hasArray()) {
      target.position(target.position() + count);
    } else {
      target.put(octets, 0, count);
    }
    return count == 0 ? -1 : count;
  }

  @Override
  public int write(ByteBuffer source, long position) throws IOException {
    refuseWhenReadOnly();
    int length = source.remaining();
    if (source.hasArray()) {
      file.write(position, source.array(), source.arrayOffset() + source.position(), length);
      source.position(source.limit());
    } else {
      byte[] octets = new byte[length];
      source.get(octets);
      file.write(position, octets, 0, length);
    }
    return length;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  protected void implTruncate(long size) throws IOException {
    refuseWhenReadOnly();
    if (size < file.size()) {
      file.resize(size);
    }
  }

  @Override
  public void force(boolean metaData) throws IOException {
    if (mode == Mode.READ_WRITE) {
      file.sync();
    }
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) {
    return new HeldLock(this, position, size, shared);
  }

  private void refuseWhenReadOnly() {
    if (mode == Mode.READ) {
      throw new NonWritableChannelException();
    }
  }

  @Override
  protected void implCloseChannel() throws IOException {
    try {
      file.close();
    } finally {
      afterClose.run();
    }
  }

  /** A file is open once only, and its folder locked, before H2 asks for this. */
  private static final class HeldLock extends FileLock {
    private boolean released;

    HeldLock(FileChannel channel, long position, long size, boolean shared) {
      super(channel, position, size, shared);
    }

    @Override
    public synchronized boolean isValid() {
      return !released && acquiredBy().isOpen();
    }

    @Override
    public synchronized void release() {
      released = true;
    }
  }
}
