package dev.postroom.smtp;

import dev.postroom.smtp.Broken.ConnectionLost;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * The octets of one connection, first plain and then perhaps in TLS. No call waits for ever: reads time out by the idle time and by
 * {@link #endBy}; what a socket's time-out does not reach (writes, a TLS record that trickles in) the {@link Watchdog} cuts.
 */
final class Wire implements Watched {
  private static final long LEEWAY = TimeUnit.SECONDS.toNanos(1);
  private static final int LAST_OCTETS = 256 * 1024;

  private final Socket raw;
  private final long idle;
  private Optional<SSLSocket> tls = Optional.empty();
  private InputStream in;
  private OutputStream out;
  private long endBy = Ticks.NEVER;
  private volatile long cutAt = Ticks.NEVER;

  Wire(Socket raw, Duration idle) throws IOException {
    this.raw = raw;
    this.idle = idle.toNanos();
    raw.setTcpNoDelay(true);
    this.in = raw.getInputStream();
    this.out = raw.getOutputStream();
  }

  InetAddress peer() {
    return ((InetSocketAddress) raw.getRemoteSocketAddress()).getAddress();
  }

  /** The protocol and cipher suite, once in TLS. */
  Optional<String> encryption() {
    return tls.map(SSLSocket::getSession).map(Wire::describe);
  }

  private static String describe(SSLSession session) {
    return session.getProtocol() + ' ' + session.getCipherSuite();
  }

  /** When the present phase of the session must be over, whatever comes in. */
  void endBy(long tick) {
    endBy = tick;
  }

  /** Reads some octets, at least one; -1 at the end of the connection. */
  int read(byte[] buffer, int offset, int length) throws IOException {
    long now = Ticks.now();
    long deadline = Math.min(now + idle, endBy);
    if (deadline <= now) {
      throw new SocketTimeoutException("time is up");
    }
    raw.setSoTimeout(millis(deadline - now));
    watchUntil(deadline);
    try {
      return in.read(buffer, offset, length);
    } finally {
      unwatch();
    }
  }

  void write(byte[] octets, int length) throws IOException {
    watchUntil(Ticks.now() + idle);
    try {
      out.write(octets, 0, length);
      out.flush();
    } finally {
      unwatch();
    }
  }

  /** Turns to TLS as its server (RFC 3207). When that fails there is nobody left to talk to, and nothing is said in plaintext. */
  void startTls(SSLContext context, Duration patience) throws IOException {
    SSLSocket secured = (SSLSocket) context.getSocketFactory()
        .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), false);
    secured.setUseClientMode(false);
    raw.setSoTimeout(millis(patience.toNanos()));
    watchUntil(Ticks.after(patience));
    try {
      secured.startHandshake();
      in = secured.getInputStream();
      out = secured.getOutputStream();
      tls = Optional.of(secured);
    } catch (SocketTimeoutException e) {
      throw new ConnectionLost();
    } finally {
      unwatch();
    }
  }

  /** Ends the connection so that what was written last still arrives: the client's octets are read for a while, not reset. */
  void hangUp(Duration patience) {
    long deadline = Ticks.after(patience);
    watchUntil(deadline);
    try {
      if (tls.isPresent()) {
        tls.get().shutdownOutput();
      }
      raw.shutdownOutput();
      InputStream rest = raw.getInputStream();
      byte[] ignored = new byte[4_096];
      int octets = 0;
      for (long now = Ticks.now(); now < deadline && octets < LAST_OCTETS; now = Ticks.now()) {
        raw.setSoTimeout(millis(deadline - now));
        int count = rest.read(ignored);
        if (count < 0) {
          break;
        }
        octets += count;
      }
    } catch (IOException alreadyGone) {
      // The client did not wait for it.
    } finally {
      cut();
    }
  }

  @Override
  public void cut() {
    try {
      raw.close();
    } catch (IOException closedAnyway) {
      // A socket that fails to close is closed.
    }
  }

  @Override
  public void cutIfOverdue(long now) {
    if (now > cutAt) {
      cut();
    }
  }

  private void watchUntil(long deadline) {
    cutAt = deadline + LEEWAY;
  }

  private void unwatch() {
    cutAt = Ticks.NEVER;
  }

  private static int millis(long nanos) {
    return (int) Math.clamp(TimeUnit.NANOSECONDS.toMillis(nanos) + 1, 1L, Integer.MAX_VALUE);
  }
}
