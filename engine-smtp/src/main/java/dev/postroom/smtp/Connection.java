package dev.postroom.smtp;

import dev.postroom.smtp.Door.Standing;
import dev.postroom.spi.inbound.MailReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** One client from its arrival to its end: who it is, whether it may come in, its session, and the last word. */
final class Connection {
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  /** When the listener closes, the client was silent, and the host is waiting. */
  private static final Duration BRIEF_WORDS = Duration.ofMillis(100);

  private final Settings settings;
  private final MailReceiver receiver;
  private final ConnectionCounts counts;
  private final Wire wire;
  private final WireOutput output;
  private final WireInput input;
  private final Door door = new Door();

  Connection(Settings settings, MailReceiver receiver, ConnectionCounts counts, Wire wire) {
    this.settings = settings;
    this.receiver = receiver;
    this.counts = counts;
    this.wire = wire;
    this.output = new WireOutput(wire);
    this.input = new WireInput(wire, output);
  }

  Wire wire() {
    return wire;
  }

  void serve() {
    try {
      InetAddress client = identify();
      if (!counts.enter(client)) {
        say(Replies.TOO_MANY_OF_YOURS);
        return;
      }
      try {
        converse(client);
      } finally {
        counts.leave(client);
      }
    } catch (IOException gone) {
      wire.cut();
    } catch (RuntimeException e) {
      ReceiverFailure.log("session", e);
      wire.cut();
    }
  }

  private InetAddress identify() throws IOException {
    InetAddress peer = wire.peer();
    if (!settings.isProxy(peer)) {
      return peer;
    }
    wire.endBy(Ticks.after(settings.timeouts().handshake()));
    InetAddress client = ProxyHeader.read(input).orElse(peer);
    wire.endBy(Ticks.NEVER);
    return client;
  }

  private void converse(InetAddress client) throws IOException {
    Reply farewell;
    try {
      farewell = new Session(settings, receiver, wire, input, output, door, client, counts.patience(client)).run();
    } catch (SocketTimeoutException e) {
      farewell = Replies.TIMED_OUT;
    }
    say(farewell);
  }

  private void say(Reply farewell) throws IOException {
    wire.endBy(Ticks.NEVER);
    output.write(farewell);
    output.flush();
    wire.hangUp(door.isClosing() ? BRIEF_WORDS : LAST_WORDS);
  }

  /** Asks the client to leave, on a thread of its own: at once if it only waits for its next command, after it if it is at work. */
  void dismiss() {
    door.announceClosing();
    if (door.takeOver(Standing.LISTENING)) {
      try {
        say(Replies.CLOSING);
      } catch (IOException gone) {
        wire.cut();
      } finally {
        door.farewellSaid();
      }
    } else if (door.takeOver(Standing.ARRIVING)) {
      wire.cut();
      door.farewellSaid();
    }
  }
}
