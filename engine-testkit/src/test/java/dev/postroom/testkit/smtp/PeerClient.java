package dev.postroom.testkit.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A client that sends whole lines and reads whole answers. */
final class PeerClient implements AutoCloseable {
  static final String CLOSED = "<closed>";
  private static final int PATIENCE_MILLIS = 20_000;

  private Socket socket;
  private BufferedReader in;

  private PeerClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = reader(socket);
  }

  static PeerClient to(ScriptedSmtpPeer peer) {
    try {
      return new PeerClient(new Socket(InetAddress.getLoopbackAddress(), peer.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PeerClient inTlsTo(ScriptedSmtpPeer peer, PeerCertificate certificate) {
    try {
      return new PeerClient(
          certificate.trustingContext().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), peer.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  void send(String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next character of what the peer says. */
  int character() {
    try {
      return in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last line of the next answer, or {@link #CLOSED}. */
  String answer() {
    try {
      String line = in.readLine();
      while (line != null && line.startsWith("-", 3)) {
        line = in.readLine();
      }
      return line == null ? CLOSED : line;
    } catch (SocketException reset) {
      return CLOSED;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String ask(String command) {
    send(command + "\r\n");
    return answer();
  }

  void startTls(SSLContext context) {
    try {
      SSLSocket secured =
          (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
      secured.startHandshake();
      socket = secured;
      in = reader(secured);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
