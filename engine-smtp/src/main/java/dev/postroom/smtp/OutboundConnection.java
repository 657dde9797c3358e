package dev.postroom.smtp;

import dev.postroom.outbound.Egress.Login;
import dev.postroom.smtp.Broken.ConnectionLost;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.eclipse.angus.mail.util.SocketFetcher;

/**
 * A connection to another server, from the greeting on: Angus' SMTP transport, step by step. For one thread at a time.
 *
 * <p>
 * How is this designed, and why? Angus greets, encrypts, keeps the extensions, frames commands and answers, and stuffs dots. But its
 * {@code sendMessage} is one step: it tells the answers of the server as a chain of exceptions, sends RSET after a refusal and loses
 * the refusal when the server has hung up by then, and cannot say whether the final dot has left. What became of a message depends on
 * just that. So the steps are taken here one by one, through the methods that Angus has for its subclasses, and every answer is
 * looked at where it comes. Nothing is re-encoded, since no MIME message is made at all: the octets are copied into the stream that
 * stuffs dots. It makes a CRLF of a bare CR or LF, and adds one at the end where there is none; it changes nothing else.
 *
 * <p>
 * Angus reads with a limit on neither time nor length. Both are the {@link GuardedSocket}'s.
 */
final class OutboundConnection extends SMTPTransport {
  private static final Duration LAST_WORD = Duration.ofSeconds(2);
  private static final Duration CHECK = Duration.ofSeconds(5);
  private static final Duration LONGEST_LIFE = Duration.ofMinutes(5);

  private final Destination destination;
  private final Encryption encryption;
  private final GuardedSocket socket;
  private final Duration patience;
  private final long since = Ticks.now();
  private long endBy = Ticks.NEVER;
  private volatile long idleSince;
  private boolean usable = true;

  OutboundConnection(Destination destination, String heloName, Encryption encryption, GuardedSocket socket,
      Duration patience) {
    super(encryption.session(destination.tls()), null);
    this.destination = destination;
    this.encryption = encryption;
    this.socket = socket;
    this.patience = patience;
    setLocalHost(heloName);
    silence(OutboundConnection.class.getPackageName());
    silence(OutboundConnection.class.getPackageName() + ".protocol");
  }

  /**
   * Angus tells these two loggers all that is said, which is nobody's to read. A filter, unlike a level, is neither inherited by our
   * own loggers, which are named by their classes, nor set anew with the configuration; and it stays while Angus holds the logger.
   */
  private static void silence(String logger) {
    Logger.getLogger(logger).setFilter(said -> false);
  }

  Destination destination() {
    return destination;
  }

  /** Whatever happens on this connection ends by a tick. */
  void endBy(long tick) {
    endBy = tick;
    bePatient(patience);
  }

  private void bePatient(Duration each) {
    socket.patience(each, endBy);
  }

  /** Greets in clear. */
  void greet() throws NoWay {
    try {
      connect(socket);
    } catch (MessagingException refused) {
      throw setback(refused);
    }
  }

  /** Greets in TLS. */
  void greetEncrypted() throws NoWay {
    try {
      connect(SocketFetcher.startTLS(socket, destination.host(), encryption.session(destination.tls()).getProperties(),
          "mail.smtp"));
    } catch (MessagingException refused) {
      throw setback(refused);
    } catch (IOException failed) {
      throw new NoWay(Setback.TLS);
    }
  }

  boolean offersTls() {
    return supportsExtension("STARTTLS");
  }

  /** Turns to TLS (RFC 3207), and greets again. What the server said in clear is forgotten. */
  synchronized void encrypt() throws NoWay {
    try {
      startTLS();
    } catch (MessagingException failed) {
      throw new NoWay(Setback.TLS);
    }
    try {
      if (!ehlo(getLocalHost())) {
        throw new NoWay(Setback.BUSY);
      }
    } catch (MessagingException refused) {
      throw setback(refused);
    }
  }

  /** Logs in (RFC 4954); never in clear, but to this machine. */
  synchronized void login(Login login) throws NoWay {
    if (!isSSL() && leavesThisMachine(socket)) {
      throw new NoWay(Setback.TLS);
    }
    try {
      if (loginBy(login).code() != 235) {
        throw new NoWay(Setback.LOGIN);
      }
    } catch (ConnectionLost lost) {
      throw new NoWay(Setback.CONNECTION);
    }
  }

  static boolean leavesThisMachine(Socket socket) {
    return !socket.getInetAddress().isLoopbackAddress();
  }

  private RemoteReply loginBy(Login login) throws ConnectionLost, NoWay {
    if (supportsAuthentication("PLAIN")) {
      return say("AUTH PLAIN " + base64("\0" + login.user() + '\0' + login.password()));
    }
    if (!supportsAuthentication("LOGIN")) {
      throw new NoWay(Setback.LOGIN);
    }
    RemoteReply reply = say("AUTH LOGIN");
    if (reply.code() == 334) {
      reply = say(base64(login.user()));
    }
    return reply.code() == 334 ? say(base64(login.password())) : reply;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private NoWay setback(MessagingException refused) {
    int code = getLastReturnCode();
    boolean said = !(refused.getNextException() instanceof IOException) && code >= 400 && code <= 599;
    return new NoWay(said ? Setback.BUSY : Setback.CONNECTION);
  }

  /** A server that does not know EHLO is greeted by HELO; one that is busy is not. */
  @Override
  protected boolean ehlo(String domain) throws MessagingException {
    boolean known = super.ehlo(domain);
    int code = getLastReturnCode();
    if (!known && (code < 500 || code > 599)) {
      throw new MessagingException("EHLO: " + code);
    }
    return known;
  }

  /** The extension's parameter (RFC 5321, section 4.1.1.1), where it is offered. */
  Optional<String> extension(String keyword) {
    return Optional.ofNullable(getExtensionParameter(keyword));
  }

  /** Says one command and hears the answer to it. */
  synchronized RemoteReply say(String command) throws ConnectionLost {
    try {
      simpleCommand(command.getBytes(StandardCharsets.UTF_8));
    } catch (MessagingException | RuntimeException broken) {
      throw lost();
    }
    return lastReply();
  }

  /** Begins the message: the stream to copy it into, or a refusal. */
  synchronized Opening begin() throws ConnectionLost {
    try {
      return new Opening.Stream(data());
    } catch (SMTPSendFailedException refused) {
      return new Opening.Refused(lastReply());
    } catch (MessagingException | RuntimeException broken) {
      throw lost();
    }
  }

  /** Ends the message and hears what the server makes of it. */
  synchronized RemoteReply finish() throws ConnectionLost {
    bePatient(patience.multipliedBy(2));
    try {
      finishData();
    } catch (SMTPSendFailedException refused) {
      return lastReply();
    } catch (MessagingException | IOException | RuntimeException broken) {
      throw lost();
    }
    bePatient(patience);
    return lastReply();
  }

  /** What a server said before it hung up in the middle of a message. */
  synchronized Optional<RemoteReply> lastWord() {
    bePatient(LAST_WORD);
    try {
      readServerResponse();
      RemoteReply reply = lastReply();
      return reply.code() >= 400 ? Optional.of(reply) : Optional.empty();
    } catch (MessagingException | ConnectionLost | RuntimeException nothing) {
      return Optional.empty();
    } finally {
      cut();
    }
  }

  private RemoteReply lastReply() throws ConnectionLost {
    RemoteReply reply = new RemoteReply(getLastReturnCode(), getLastServerResponse());
    if (reply.code() < 200 || reply.code() > 599) {
      throw lost();
    }
    if (reply.isClosing()) {
      cut();
    }
    return reply;
  }

  private ConnectionLost lost() {
    cut();
    return new ConnectionLost();
  }

  /** Angus says RSET by itself after a refusal, which may hide the refusal; {@link #reset} says it when that is told. */
  @Override
  public synchronized void issueCommand(String command, int expected) throws MessagingException {
    if (expected >= 0) {
      super.issueCommand(command, expected);
    }
  }

  /** Gives a transaction up that did not come to its end. */
  void reset() {
    try {
      if (usable && say("RSET").code() != 250) {
        cut();
      }
    } catch (ConnectionLost lost) {
      cut();
    }
  }

  /** Whether a server that was not spoken with for a while still listens, and has forgotten what was before. */
  boolean stillListens() {
    bePatient(CHECK.compareTo(patience) < 0 ? CHECK : patience);
    reset();
    bePatient(patience);
    return usable;
  }

  /** Whether another message can be handed over. */
  boolean isReusable() {
    return usable && Ticks.now() - since < LONGEST_LIFE.toNanos();
  }

  /** Nobody uses it from now on. */
  void rest() {
    socket.rest();
    idleSince = Ticks.now();
  }

  long idleSince() {
    return idleSince;
  }

  void cut() {
    usable = false;
    socket.cut();
  }

  /** Takes leave, without keeping anybody waiting. */
  Thread end() {
    return Thread.ofVirtual().name("postroom-smtp-quit").start(this::quit);
  }

  private synchronized void quit() {
    socket.patience(LAST_WORD, Ticks.NEVER);
    try {
      sendCommand("QUIT");
    } catch (MessagingException gone) {
      // Nobody is there to take leave of.
    }
    cut();
  }

  /** The answer to DATA. */
  sealed interface Opening {
    /** Where the message goes. */
    record Stream(OutputStream out) implements Opening {}

    /** No message is wanted. */
    record Refused(RemoteReply reply) implements Opening {}
  }
}
