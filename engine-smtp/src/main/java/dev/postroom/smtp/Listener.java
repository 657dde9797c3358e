package dev.postroom.smtp;

import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.inbound.RunningTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The running listener: accepts connections, gives each a thread, and sees all of them out. */
final class Listener implements RunningTransport {
  private static final Logger LOG = System.getLogger(Listener.class.getName());
  private static final int BACKLOG = 512;
  private static final long PAUSE_MILLIS = 100;
  private static final Duration AFTER_CUT = Duration.ofSeconds(2);

  private final ServerSocket socket;
  private final Settings settings;
  private final MailReceiver receiver;
  private final ThreadFactory threads;
  private final ConnectionCounts counts;
  private final Watchdog watchdog = new Watchdog();
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread acceptor;
  private final Thread watcher;

  private Listener(ServerSocket socket, Settings settings, MailReceiver receiver, ThreadFactory threads) {
    this.socket = socket;
    this.settings = settings;
    this.receiver = receiver;
    this.threads = threads;
    this.counts = new ConnectionCounts(settings.limits());
    this.acceptor = threads.newThread(this::accept);
    this.watcher = threads.newThread(watchdog);
  }

  static Listener start(int port, Optional<InetAddress> address, Settings settings, MailReceiver receiver,
      ThreadFactory threads) {
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true);
        socket.bind(
            address.map(local -> new InetSocketAddress(local, port)).orElseGet(() -> new InetSocketAddress(port)),
            BACKLOG);
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      Listener listener = new Listener(socket, settings, receiver, threads);
      listener.watcher.start();
      listener.acceptor.start();
      return listener;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on port " + port, e);
    }
  }

  @Override
  public Optional<InetSocketAddress> address() {
    return Optional.of((InetSocketAddress) socket.getLocalSocketAddress());
  }

  @Override
  public Optional<String> problem() {
    return acceptor.isAlive() || closed.get()
        ? Optional.empty()
        : Optional.of("listener on port " + socket.getLocalPort() + ": accepts no connection any more");
  }

  ConnectionCounts counts() {
    return counts;
  }

  private void accept() {
    while (!closesWithin(0)) {
      try {
        admit(socket.accept());
      } catch (IOException | RuntimeException e) {
        if (closesWithin(0)) {
          return;
        }
        LOG.log(Level.WARNING, "A connection could not be accepted: " + e.getClass().getName());
        // For want of file descriptors, for example: the next one would fail at once.
        if (closesWithin(PAUSE_MILLIS)) {
          return;
        }
      }
    }
  }

  private boolean closesWithin(long millis) {
    try {
      return closing.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void admit(Socket client) throws IOException {
    if (!counts.enter()) {
      turnAway(client);
      return;
    }
    Connection connection;
    Thread thread;
    try {
      connection = new Connection(settings, receiver, counts, new Wire(client, settings.timeouts().idle()));
      thread = threads.newThread(() -> serve(connection));
    } catch (IOException e) {
      counts.leave();
      client.close();
      return;
    } catch (RuntimeException e) {
      counts.leave();
      client.close();
      throw e;
    }
    connections.put(connection, thread);
    watchdog.watch(connection.wire());
    thread.start();
    if (closesWithin(0)) {
      connection.dismiss();
    }
  }

  /** A fresh connection has room for one line, so this never waits. */
  private static void turnAway(Socket client) throws IOException {
    try (client) {
      client.getOutputStream().write(Replies.TOO_MANY_CONNECTIONS.octets());
    }
  }

  private void serve(Connection connection) {
    try {
      connection.serve();
    } finally {
      watchdog.forget(connection.wire());
      connections.remove(connection);
      counts.leave();
    }
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    closing.countDown();
    try {
      socket.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The listening socket failed to close");
    }
    connections.keySet().forEach(connection -> threads.newThread(connection::dismiss).start());
    boolean left = awaitAll(Ticks.after(settings.timeouts().close()));
    connections.keySet().forEach(connection -> connection.wire().cut());
    if (!left && !awaitAll(Ticks.after(AFTER_CUT))) {
      LOG.log(Level.WARNING, "The receiver still holds " + connections.size() + " connections after the close");
    }
    watchdog.stop();
  }

  private boolean awaitAll(long deadline) {
    try {
      boolean ended = acceptor.join(AFTER_CUT);
      for (Thread thread : connections.values()) {
        ended &= thread.equals(Thread.currentThread()) || thread.join(remaining(deadline));
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration remaining(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - Ticks.now()));
  }
}
