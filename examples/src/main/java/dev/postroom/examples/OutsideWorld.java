package dev.postroom.examples;

import dev.postroom.MailEngine;
import dev.postroom.event.EventType;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Everybody else's mail server, played by the test kit: it takes what it is given, and knows nobody by the name of ghost. */
final class OutsideWorld implements AutoCloseable {
  static final String GHOST = "ghost@customers.example";

  private final ScriptedSmtpPeer server = ScriptedSmtpPeer.open()
      .recipient(GHOST, Reaction.say("550 5.1.1 No such user"));

  int port() {
    return server.port();
  }

  List<ReceivedMail> taken() {
    return server.taken();
  }

  /** Is counted down with each delivery that is settled. */
  static void countSettled(MailEngine engine, CountDownLatch settled) {
    engine.subscribe("quickstart", Set.of(EventType.DELIVERY_TAKEN, EventType.DELIVERY_BOUNCED),
        (event, cursor) -> settled.countDown());
  }

  @Override
  public void close() {
    server.close();
  }
}
