package dev.postroom.smtp;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;

/**
 * A socket on which no read or write waits for ever and no answer is endless. What is written must be taken, and then answered to the
 * end, before patience ends: octets that come in one by one do not prolong it. The {@link Watchdog} closes the socket then.
 */
final class GuardedSocket extends Socket implements Watched {
  private static final int MOST_OCTETS = 256 * 1024;

  private final Watchdog watchdog;
  private long patience;
  private long endBy = Ticks.NEVER;
  private int octetsLeft = MOST_OCTETS;
  private volatile long cutAt = Ticks.NEVER;

  GuardedSocket(Watchdog watchdog) {
    this.watchdog = watchdog;
    watchdog.watch(this);
  }

  /** From now on each answer may take so long, and all of them end by a tick. */
  void patience(Duration each, long end) {
    patience = each.toNanos();
    endBy = end;
    begin();
  }

  /** Nothing is waited for. */
  void rest() {
    cutAt = Ticks.NEVER;
  }

  private void begin() {
    octetsLeft = MOST_OCTETS;
    cutAt = Math.min(Ticks.now() + patience, endBy);
  }

  private void count(int octets) throws IOException {
    octetsLeft -= octets;
    if (octetsLeft < 0) {
      throw new IOException("endless answer");
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        count(1);
        return in.read();
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int octets = in.read(buffer, offset, length);
        count(Math.max(0, octets));
        return octets;
      }
    };
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int octet) throws IOException {
        begin();
        out.write(octet);
      }

      @Override
      public void write(byte[] buffer, int offset, int length) throws IOException {
        begin();
        out.write(buffer, offset, length);
      }
    };
  }

  @Override
  public void cutIfOverdue(long now) {
    if (now > cutAt) {
      cut();
    }
  }

  @Override
  public void cut() {
    try {
      close();
    } catch (IOException closedAnyway) {
      // A socket that fails to close is closed.
    }
  }

  @Override
  public void close() throws IOException {
    watchdog.forget(this);
    super.close();
  }
}
