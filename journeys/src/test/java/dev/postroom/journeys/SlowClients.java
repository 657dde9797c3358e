package dev.postroom.journeys;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that are opened and then hardly used: some say nothing, some half a command, some a message octet by octet. */
final class SlowClients implements AutoCloseable {
  private static final List<String> BEGINNINGS = List.of("", "EHLO slow.exam",
      "EHLO slow.example\r\nMAIL FROM:<slow@sender.example>\r\nRCPT TO:<support@acme.example>\r\nDATA\r\nSubject: sl",
      "EHLO slow.example\r\nMAIL FROM:<slow@sender.example>\r\nRCPT TO:<support@acme.example>\r\nBDAT 1000000\r\nSub");

  private final List<SocketChannel> connections = new ArrayList<>();
  private final InetSocketAddress server;

  SlowClients(int port) {
    this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Opens so many connections, each of which begins as one of the ways has it. */
  void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel connection = SocketChannel.open(server);
      connections.add(connection);
      connection.write(octets(BEGINNINGS.get(i % BEGINNINGS.size())));
      connection.configureBlocking(false);
    }
  }

  /** One octet more on each connection that has begun to say something. */
  void drip() throws IOException {
    for (int i = 0; i < connections.size(); i++) {
      if (!BEGINNINGS.get(i % BEGINNINGS.size()).isEmpty()) {
        connections.get(i).write(octets("x"));
      }
    }
  }

  /** How many connections are neither closed nor told to go. */
  int alive() throws IOException {
    int alive = 0;
    for (SocketChannel connection : connections) {
      ByteBuffer said = ByteBuffer.allocate(4_096);
      int count = connection.read(said);
      String text = new String(said.array(), 0, said.position(), StandardCharsets.US_ASCII);
      alive += count >= 0 && !text.startsWith("421") && !text.contains("\r\n421") ? 1 : 0;
    }
    return alive;
  }

  private static ByteBuffer octets(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel connection : connections) {
      connection.close();
    }
  }
}
