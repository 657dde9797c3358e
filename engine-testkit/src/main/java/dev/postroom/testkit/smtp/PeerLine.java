package dev.postroom.testkit.smtp;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One connection of a peer, on which it answers as its script says, and everything is written down. */
final class PeerLine {
  private static final Duration DRIP = Duration.ofMillis(10);
  private static final String ENDLESS = "250-and so on\r\n";
  private static final int FLOOD_LINES = 500;

  private final int number;
  private final Socket raw;
  private final PeerRecord record;
  private final PeerPatience patience;
  private PeerInput in;
  private OutputStream out;
  private boolean encrypted;

  PeerLine(int number, Socket raw, PeerRecord record, PeerPatience patience) throws IOException {
    this.number = number;
    this.raw = raw;
    this.record = record;
    this.patience = patience;
    raw.setTcpNoDelay(true);
    this.in = new PeerInput(raw.getInputStream());
    this.out = raw.getOutputStream();
  }

  int number() {
    return number;
  }

  boolean isEncrypted() {
    return encrypted;
  }

  /** The client's next line. */
  String line() throws IOException {
    String line = in.line();
    record.line(number, "C: " + line);
    return line;
  }

  byte[] content() throws IOException {
    byte[] content = in.content();
    record.line(number, "C~ " + content.length + " octets");
    return content;
  }

  void encrypt(SSLContext context) throws IOException {
    SSLSocket secured = (SSLSocket) context.getSocketFactory()
        .createSocket(raw, raw.getInetAddress().getHostAddress(), raw.getPort(), true);
    secured.setUseClientMode(false);
    secured.startHandshake();
    in = new PeerInput(secured.getInputStream());
    out = secured.getOutputStream();
    encrypted = true;
  }

  /** Does what is scripted, or what is usual; the code of the answer, 0 when there is none. */
  int react(Optional<Reaction> scripted, String... usual) throws IOException {
    return react(decided(scripted, usual));
  }

  /** What is done after all, once it has hung as long as it was to. */
  Reaction decided(Optional<Reaction> scripted, String... usual) throws IOException {
    Reaction reaction = scripted.orElseGet(() -> Reaction.say(usual));
    if (!(reaction instanceof Reaction.Hang)) {
      return reaction;
    }
    if (!patience.awaitRelease()) {
      throw new EOFException();
    }
    return Reaction.say(usual);
  }

  int react(Reaction reaction) throws IOException {
    return switch (reaction) {
      case Reaction.Say(List<String> lines) -> say(lines);
      case Reaction.SayAndClose(List<String> lines) -> {
        say(lines);
        throw new EOFException();
      }
      case Reaction.Close() -> throw new EOFException();
      case Reaction.Hang() -> throw new IllegalArgumentException("undecided");
      case Reaction.Drip() -> drip();
      case Reaction.Flood() -> flood();
    };
  }

  private int say(List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return 0;
    }
    StringBuilder answer = new StringBuilder();
    for (String line : lines) {
      record.line(number, "S: " + line);
      answer.append(line).append("\r\n");
    }
    write(answer.toString());
    return Integer.parseInt(lines.getLast().substring(0, 3));
  }

  private int drip() throws IOException {
    int octet = 0;
    do {
      write(String.valueOf(ENDLESS.charAt(octet++ % ENDLESS.length())));
    } while (patience.pause(DRIP));
    throw new EOFException();
  }

  private int flood() throws IOException {
    while (true) {
      write(ENDLESS.repeat(FLOOD_LINES));
    }
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
