package dev.postroom.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends exactly what it is told, and reads whole lines. */
final class SmtpClient implements AutoCloseable {
  static final String CLOSED = "<closed>";
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket raw;
  private Socket socket;
  private InputStream in;

  SmtpClient(int port) {
    try {
      raw = new Socket(InetAddress.getLoopbackAddress(), port);
      raw.setTcpNoDelay(true);
      raw.setSoTimeout(PATIENCE_MILLIS);
      socket = raw;
      in = new BufferedInputStream(raw.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(byte[] octets) {
    try {
      socket.getOutputStream().write(octets);
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void send(String text) {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The next line without its CRLF, or {@link #CLOSED}. */
  String line() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0) {
          return CLOSED;
        }
        line.write(octet);
      }
    } catch (SocketException reset) {
      return CLOSED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    if (!text.endsWith("\r")) {
      throw new AssertionError("an answer does not end in CRLF: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /** The last line of the next answer. */
  String answer() {
    String line = line();
    while (line.length() > 3 && line.charAt(3) == '-') {
      line = line();
    }
    return line;
  }

  /** Sends one command and waits for its answer. */
  String ask(String command) {
    send(command + "\r\n");
    return answer();
  }

  void startTls(SSLContext context) {
    try {
      SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(raw, "localhost", raw.getPort(), false);
      secured.startHandshake();
      socket = secured;
      in = new BufferedInputStream(secured.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says all this in pieces, ends its half of the connection, and hears the rest. */
  Optional<String> converse(String text, List<Integer> sizes) {
    try {
      return Conversation.hold(socket, text, sizes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String tlsDescription() {
    return ((SSLSocket) socket).getSession().getProtocol() + ' ' + ((SSLSocket) socket).getSession().getCipherSuite();
  }

  @Override
  public void close() {
    hangUp();
  }

  void hangUp() {
    try {
      raw.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
