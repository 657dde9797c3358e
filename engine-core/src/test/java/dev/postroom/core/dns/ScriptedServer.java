package dev.postroom.core.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on the loopback address, over UDP and TCP, that answers as a test writes it. What nobody wrote is refused. */
final class ScriptedServer implements AutoCloseable {
  private static final int LARGEST = 65_535;
  private static final int TRIES = 20;

  private final ServerSocket tcp;
  private final DatagramSocket udp;
  private final Map<String, Function<Message, List<Message>>> script = new ConcurrentHashMap<>();
  private final Map<String, UnaryOperator<byte[]>> damages = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> askedOverTcp = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket tcp, DatagramSocket udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  /** Both protocols on one port, which the system chooses for the first. */
  static ScriptedServer start() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int i = 0; i < TRIES; i++) {
      ServerSocket tcp = new ServerSocket(0, TRIES, loopback);
      try {
        ScriptedServer server =
            new ScriptedServer(tcp, new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort())));
        Thread.startVirtualThread(server::serveUdp);
        Thread.startVirtualThread(server::serveTcp);
        return server;
      } catch (BindException taken) {
        tcp.close();
      }
    }
    throw new BindException("no port that is free for UDP and TCP");
  }

  InetSocketAddress address() {
    return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
  }

  /** What was asked so far, as "name type". */
  List<String> asked() {
    return asked;
  }

  List<String> askedOverTcp() {
    return askedOverTcp;
  }

  /** Answers with records as they stand in a zone file. */
  ScriptedServer answers(String question, String... records) {
    return says(question, Rcode.NOERROR, records);
  }

  /** Answers with a code, and for an authority the record of its zone. */
  ScriptedServer says(String question, int rcode, String... records) {
    script.put(question, query -> List.of(reply(query, rcode, records)));
    return this;
  }

  /** Answers with records whose octets something happens to. */
  ScriptedServer answersDamaged(String question, UnaryOperator<byte[]> damage, String... records) {
    damages.put(question, damage);
    return answers(question, records);
  }

  /** Says over UDP that the answer does not fit, and gives it over TCP. */
  ScriptedServer answersOverTcp(String question, String... records) {
    script.put(question, query -> {
      Message reply = reply(query, Rcode.NOERROR, askedOverTcp.contains(question) ? records : new String[0]);
      if (!askedOverTcp.contains(question)) {
        reply.getHeader().setFlag(Flags.TC);
      }
      return List.of(reply);
    });
    return this;
  }

  /** Sends an answer with another number first, as somebody who guesses would. */
  ScriptedServer answersAfterForgery(String question, String forged, String record) {
    script.put(question, query -> {
      Message forgery = reply(query, Rcode.NOERROR, forged);
      forgery.getHeader().setID(query.getHeader().getID() ^ 1);
      return List.of(forgery, reply(query, Rcode.NOERROR, record));
    });
    return this;
  }

  ScriptedServer silent(String question) {
    script.put(question, query -> List.of());
    return this;
  }

  private static Message reply(Message query, int rcode, String... records) {
    Message reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setFlag(Flags.RA);
    reply.getHeader().setRcode(rcode);
    reply.addRecord(query.getQuestion(), Section.QUESTION);
    for (String record : records) {
      Record read = record(record);
      reply.addRecord(read, read.getType() == Type.SOA ? Section.AUTHORITY : Section.ANSWER);
    }
    return reply;
  }

  /** Reads "name ttl type data". */
  private static Record record(String text) {
    String[] words = text.split(" ", 4);
    try {
      return Record.fromString(Name.fromString(words[0]), Type.value(words[2]), DClass.IN, Long.parseLong(words[1]),
          words[3], Name.root);
    } catch (IOException malformed) {
      throw new IllegalArgumentException(text, malformed);
    }
  }

  private List<byte[]> answersTo(byte[] octets, List<String> log) throws IOException {
    Message query = new Message(octets);
    Record question = query.getQuestion();
    String text = question.getName().toString(true) + ' ' + Type.string(question.getType());
    log.add(text);
    return script.getOrDefault(text, unknown -> List.of(reply(unknown, Rcode.REFUSED)))
        .apply(query)
        .stream()
        .map(Message::toWire)
        .map(damages.getOrDefault(text, UnaryOperator.identity()))
        .toList();
  }

  private void serveUdp() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        udp.receive(packet);
        for (byte[] octets : answersTo(Arrays.copyOf(packet.getData(), packet.getLength()), asked)) {
          udp.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      udp.close();
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (Socket peer = tcp.accept()) {
          DataInputStream in = new DataInputStream(peer.getInputStream());
          byte[] octets = new byte[in.readUnsignedShort()];
          in.readFully(octets);
          DataOutputStream out = new DataOutputStream(peer.getOutputStream());
          for (byte[] wire : answersTo(octets, askedOverTcp)) {
            out.writeShort(wire.length);
            out.write(wire);
          }
          out.flush();
        }
      }
    } catch (IOException closed) {
      udp.close();
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }
}
