package dev.postroom;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A source that stops after some octets until it is let go on. */
final class BlockingSource extends FilterInputStream {
  private static final long PATIENCE = 20;

  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private long left;

  BlockingSource(InputStream octets, long before) {
    super(octets);
    this.left = before;
  }

  void awaitBlocked() throws InterruptedException {
    if (!blocked.await(PATIENCE, TimeUnit.SECONDS)) {
      throw new IllegalStateException("never read that far");
    }
  }

  void release() {
    released.countDown();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (left == 0) {
      block();
    }
    int most = left > 0 ? (int) Math.min(length, left) : length;
    int count = super.read(into, offset, most);
    left -= Math.max(count, 0);
    return count;
  }

  private void block() throws IOException {
    blocked.countDown();
    left = -1;
    try {
      if (!released.await(PATIENCE, TimeUnit.SECONDS)) {
        throw new IOException("never let go on");
      }
    } catch (InterruptedException interrupted) {
      throw new InterruptedIOException();
    }
  }
}
