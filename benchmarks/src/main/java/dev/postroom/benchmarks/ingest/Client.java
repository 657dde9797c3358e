package dev.postroom.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * One connection of a client that waits for each answer before it goes on, as smtp-source does. It costs little, since it runs on the
 * machine that is measured.
 */
final class Client implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[4_096];
  private int from;
  private int to;

  private Client(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  static Client connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    try {
      Client client = new Client(socket);
      client.expect('2');
      client.command("EHLO elsewhere.example", '2');
      return client;
    } catch (IOException failed) {
      socket.close();
      throw failed;
    }
  }

  /** Sends a message and returns how long its content waited for its answer. */
  long send(String recipient, Letter letter) throws IOException {
    command("MAIL FROM:<somebody@elsewhere.example>", '2');
    command("RCPT TO:<" + recipient + '>', '2');
    long start = System.nanoTime();
    command("DATA", '3');
    out.write(letter.next());
    expect('2');
    return System.nanoTime() - start;
  }

  private void command(String line, char answer) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    expect(answer);
  }

  private void expect(char answer) throws IOException {
    StringBuilder line = new StringBuilder();
    do {
      line.setLength(0);
      for (int octet = read(); octet != '\n'; octet = read()) {
        line.append((char) octet);
      }
    } while (line.length() > 3 && line.charAt(3) == '-');
    if (line.charAt(0) != answer) {
      throw new IOException("answered: " + line);
    }
  }

  private int read() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(buffer));
      if (to == 0) {
        throw new IOException("the server hung up");
      }
    }
    return buffer[from++];
  }

  @Override
  public void close() throws IOException {
    try (socket) {
      command("QUIT", '2');
    }
  }
}
