package dev.postroom.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A client that says all it has to say, in pieces, ends its half of the connection, and listens to the end. */
final class Conversation {
  private static final int PATIENCE_MILLIS = 20_000;

  private Conversation() {}

  /**
   * Returns what was answered, one character for each octet. It is lost on a client that goes on for a second, or for 256 KiB, after
   * it was sent away: from such a conversation nothing can be learnt.
   */
  static Optional<String> hold(int port, String sent, List<Integer> sizes) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      return hold(socket, sent, sizes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Optional<String> hold(Socket socket, String sent, List<Integer> sizes) throws IOException {
    Thread speaker = Thread.ofVirtual().start(() -> speak(socket, sent.getBytes(StandardCharsets.ISO_8859_1), sizes));
    try {
      return Optional.of(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
    } catch (SocketException reset) {
      return Optional.empty();
    } finally {
      socket.close();
      join(speaker);
    }
  }

  private static void speak(Socket socket, byte[] sent, List<Integer> sizes) {
    try {
      OutputStream out = socket.getOutputStream();
      int from = 0;
      for (int size : sizes) {
        int length = Math.min(size, sent.length - from);
        out.write(sent, from, length);
        from += length;
      }
      out.write(sent, from, sent.length - from);
      socket.shutdownOutput();
    } catch (SocketException sentAway) {
      // The listener had heard enough.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(Thread speaker) {
    try {
      speaker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
