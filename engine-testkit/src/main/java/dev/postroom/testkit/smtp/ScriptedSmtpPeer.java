package dev.postroom.testkit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/**
 * A remote SMTP server for tests, on a free port of the loopback address. It takes everything, until a test says at which step it
 * does something else: answer differently, close the connection, hang, drip. It writes down what was said and what it took.
 *
 * <p>
 * What was scripted for one time goes before what was scripted for always. Scripting takes effect at the next time that the step is
 * reached, also on connections that are open. Every connection has a virtual thread of its own; closing the peer ends all of them.
 * Safe for use by many threads.
 */
public final class ScriptedSmtpPeer implements AutoCloseable {
  private static final int BACKLOG = 512;

  private final ServerSocket socket;
  private final boolean implicitTls;
  private final PeerScript script = new PeerScript();
  private final PeerRecord record = new PeerRecord();
  private final PeerPatience patience = new PeerPatience();
  private final AtomicReference<Optional<SSLContext>> tls;
  private final Map<Socket, Thread> open = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread acceptor;

  private final Queue<InetAddress> clients = new ConcurrentLinkedQueue<>();

  private ScriptedSmtpPeer(ServerSocket socket, Optional<SSLContext> implicit) {
    this.socket = socket;
    this.implicitTls = implicit.isPresent();
    this.tls = new AtomicReference<>(implicit);
    this.acceptor = Thread.ofVirtual().name("scripted-smtp-peer").unstarted(this::accept);
  }

  /**
   * Opens a peer that speaks in clear.
   *
   * @return the peer, listening
   */
  public static ScriptedSmtpPeer open() {
    return open(Optional.empty());
  }

  /**
   * Opens a peer that speaks in TLS from the first octet (RFC 8314).
   *
   * @param certificate
   *          what it shows
   * @return the peer, listening
   */
  public static ScriptedSmtpPeer openInTls(PeerCertificate certificate) {
    return open(Optional.of(certificate.serverContext()));
  }

  private static ScriptedSmtpPeer open(Optional<SSLContext> implicit) {
    try {
      ScriptedSmtpPeer peer =
          new ScriptedSmtpPeer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), implicit);
      peer.acceptor.start();
      return peer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Where it listens, on the loopback address.
   *
   * @return the port
   */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * Offers STARTTLS (RFC 3207) from the next connection on.
   *
   * @param certificate
   *          what it shows
   * @return this
   */
  public ScriptedSmtpPeer offerStartTls(PeerCertificate certificate) {
    tls.set(Optional.of(certificate.serverContext()));
    return this;
  }

  /**
   * Offers these extensions, in the place of PIPELINING, SIZE, 8BITMIME, SMTPUTF8 and ENHANCEDSTATUSCODES. STARTTLS is offered by
   * {@link #offerStartTls} alone.
   *
   * @param keywords
   *          what EHLO is answered with, for example {@code SIZE 1000}
   * @return this
   */
  public ScriptedSmtpPeer offer(String... keywords) {
    script.keywords(List.of(keywords));
    return this;
  }

  /**
   * Scripts what happens at a step from now on.
   *
   * @param step
   *          the step
   * @param reaction
   *          what it does
   * @return this
   */
  public ScriptedSmtpPeer always(SmtpStep step, Reaction reaction) {
    script.always(step, reaction);
    return this;
  }

  /**
   * Scripts what happens at a step the next time; said again, the time after that.
   *
   * @param step
   *          the step
   * @param reaction
   *          what it does
   * @return this
   */
  public ScriptedSmtpPeer once(SmtpStep step, Reaction reaction) {
    script.once(step, reaction);
    return this;
  }

  /**
   * Scripts what happens when one recipient is named, from now on. It goes before what is scripted for RCPT.
   *
   * @param address
   *          the forward-path as it is sent, without its angle brackets
   * @param reaction
   *          what it does
   * @return this
   */
  public ScriptedSmtpPeer recipient(String address, Reaction reaction) {
    script.recipient(address, reaction);
    return this;
  }

  /**
   * Forgets all that was scripted for steps and recipients, and takes everything again.
   *
   * @return this
   */
  public ScriptedSmtpPeer takeEverything() {
    script.forget();
    return this;
  }

  /** Lets go on what hangs at this moment. */
  public void release() {
    patience.release();
  }

  /**
   * How many connections hang at this moment.
   *
   * @return their number
   */
  public int hanging() {
    return patience.waiting();
  }

  /**
   * How many connections are open at this moment.
   *
   * @return their number
   */
  public int connected() {
    return open.size();
  }

  /**
   * Where the connections came from so far.
   *
   * @return one address for each connection there was, in the order in which they were made
   */
  public List<InetAddress> clients() {
    return List.copyOf(clients);
  }

  /**
   * What was said on each connection so far, in the order in which they were made: lines of the client begin with {@code "C: "},
   * lines of the peer with {@code "S: "}, and a message is {@code "C~ 120 octets"}.
   *
   * @return one list for each connection there was
   */
  public List<List<String>> conversations() {
    return record.conversations();
  }

  /**
   * The messages that have come up to their dot, whatever they were answered.
   *
   * @return the messages, in order
   */
  public List<ReceivedMail> seen() {
    return record.seen();
  }

  /**
   * The messages that the peer has answered for with a positive code after their dot.
   *
   * @return the messages, in order
   */
  public List<ReceivedMail> taken() {
    return record.taken();
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        clients.add(client.getInetAddress());
        Thread thread = Thread.ofVirtual().unstarted(() -> serve(client));
        open.put(client, thread);
        thread.start();
        if (closed.get()) {
          cut(client);
        }
      } catch (IOException closedByUs) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      PeerLine line = new PeerLine(record.begin(), client, record, patience);
      if (implicitTls) {
        line.encrypt(tls.get().orElseThrow());
      }
      new PeerConversation(line, script, record, tls.get()).hold();
    } catch (EOFException | SocketException | SSLException ended) {
      // By the script, or by the client.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      open.remove(client);
    }
  }

  private static void cut(Socket client) {
    try {
      client.close();
    } catch (IOException closedAnyway) {
      // A socket that fails to close is closed.
    }
  }

  /** Closes all connections and waits for their threads. A second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      socket.close();
      acceptor.join();
      open.keySet().forEach(ScriptedSmtpPeer::cut);
      patience.end();
      for (Thread thread : open.values()) {
        thread.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
