package dev.postroom.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** A server that says all it has to say at once, whatever it is told, and then listens to the end. It never keeps anybody waiting. */
final class Babbler implements AutoCloseable {
  private final ServerSocket socket;
  private final AtomicReference<String> speech = new AtomicReference<>("");
  private final Thread acceptor;

  private Babbler(ServerSocket socket) {
    this.socket = socket;
    this.acceptor = Thread.ofVirtual().name("babbler").start(this::accept);
  }

  static Babbler open() {
    try {
      return new Babbler(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What is said on each connection from now on, one octet for each character. */
  void says(String octets) {
    speech.set(octets);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        Thread.ofVirtual().start(() -> babble(client));
      } catch (IOException closedByUs) {
        return;
      }
    }
  }

  private void babble(Socket client) {
    try (client) {
      client.getOutputStream().write(speech.get().getBytes(StandardCharsets.ISO_8859_1));
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException goneBefore) {
      // The client has heard enough.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
      acceptor.join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
