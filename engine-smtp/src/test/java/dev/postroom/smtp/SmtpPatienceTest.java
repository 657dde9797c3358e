package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Limits and time-outs. The only waiting is the server's own. */
class SmtpPatienceTest {
  private static final SmtpTimeouts LONG = SmtpTimeouts.defaults();
  private static final SmtpLimits WIDE = SmtpLimits.defaults();
  private static final Duration BRIEF = Duration.ofMillis(400);

  private static Desk desk(SmtpTimeouts timeouts) {
    return new Desk(Desk.server().timeouts(timeouts));
  }

  private static Desk desk(SmtpLimits limits) {
    return new Desk(Desk.server().limits(limits));
  }

  @Test
  void an_idle_client_is_told_to_go() {
    try (Desk desk = Desk.shut(Desk.server().timeouts(LONG.idle(BRIEF)))) {
      playAtOnce(desk, """
          C: NOOP
          """, """
          S: 220 mx.example ESMTP Postroom
          S: 250 2.0.0 OK
          S: 421 4.4.2 Timed out
          S: <closed>
          """);
    }
  }

  /** All of it is there before the listener hears any of it, so that no pause of the client is taken for its silence. */
  private static void playAtOnce(Desk desk, String said, String answered) {
    try (SmtpClient client = new SmtpClient(desk.port())) {
      Transcript.play(client, said);
      desk.letIn();
      Transcript.play(client, answered);
    }
  }

  @Test
  void whoever_comes_back_finds_out_no_more() {
    try (Desk desk = desk(WIDE.maxRefusedRecipientsPerClient(2))) {
      for (String answer : List.of("550 5.1.1 No such mailbox", "550 5.1.1 No such mailbox",
          "421 4.7.0 Too many refused recipients")) {
        try (SmtpClient client = desk.client()) {
          client.ask("HELO client");
          client.ask("MAIL FROM:<>");
          assertThat(client.ask("RCPT TO:<no_such_mailbox@acme.example>")).isEqualTo(answer);
        }
      }
      try (SmtpClient client = desk.client()) {
        client.ask("HELO client");
        client.ask("MAIL FROM:<>");
        assertThat(client.ask("RCPT TO:<bob@acme.example>")).as("whether there is one or not")
            .isEqualTo("421 4.7.0 Too many refused recipients");
      }
    }
  }

  @Test
  void half_a_command_does_not_keep_a_client() {
    try (Desk desk = desk(LONG.idle(BRIEF))) {
      desk.play("""
          C~ NOO
          S: 421 4.4.2 Timed out
          S: <closed>
          """);
    }
  }

  @Test
  void a_busy_client_has_its_time_too() {
    try (Desk desk = desk(LONG.session(BRIEF)); SmtpClient client = desk.client()) {
      Awaitility.await().until(() -> client.ask("NOOP").equals("421 4.4.2 Timed out"));
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
    }
  }

  @Test
  void a_sender_that_stops_in_its_message_is_told_to_go() {
    try (Desk desk = Desk.shut(Desk.server().timeouts(LONG.idle(BRIEF)))) {
      playAtOnce(desk, """
          C: HELO client
          C: MAIL FROM:<>
          C: RCPT TO:<bob@acme.example>
          C: DATA
          C: half a message
          """, """
          S: 220 mx.example ESMTP Postroom
          S: 250 mx.example
          S: 250 2.1.0 Sender OK
          S: 250 2.1.5 Recipient OK
          S: 354 ...
          S: 421 4.4.2 Timed out
          S: <closed>
          """);
      assertThat(desk.messages()).isEmpty();
      Awaitility.await().until(() -> desk.receiver.open.get() == 0);
    }
  }

  @Test
  void a_sender_that_stops_in_its_chunk_is_told_to_go() {
    try (Desk desk = Desk.shut(Desk.server().timeouts(LONG.idle(BRIEF)))) {
      playAtOnce(desk, """
          C: HELO client
          C: MAIL FROM:<>
          C: RCPT TO:<bob@acme.example>
          C: BDAT 10 LAST
          C~ half
          """, """
          S: 220 mx.example ESMTP Postroom
          S: 250 mx.example
          S: 250 2.1.0 Sender OK
          S: 250 2.1.5 Recipient OK
          S: 421 4.4.2 Timed out
          S: <closed>
          """);
      assertThat(desk.messages()).isEmpty();
    }
  }

  @Test
  void a_sender_that_trickles_is_told_to_go() {
    try (Desk desk = desk(LONG.data(BRIEF).minimumRate(10_000_000)); SmtpClient client = desk.client()) {
      client.ask("HELO client");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<bob@acme.example>");
      client.ask("DATA");
      Thread trickle = Thread.ofVirtual().start(() -> trickle(client));
      assertThat(client.line()).isEqualTo("421 4.4.2 Timed out");
      client.hangUp();
      assertThat(desk.messages()).isEmpty();
      Awaitility.await().until(() -> !trickle.isAlive());
    }
  }

  private static void trickle(SmtpClient client) {
    try {
      while (true) {
        client.send("x\r\n");
      }
    } catch (UncheckedIOException ended) {
      assertThat(ended).isNotNull();
    }
  }

  @Test
  void a_client_that_takes_no_answers_is_cut() {
    try (Desk desk = desk(LONG.idle(BRIEF)); SmtpClient client = desk.client()) {
      Thread sender = Thread.ofVirtual().start(() -> {
        try {
          while (true) {
            client.send("NOOP\r\n".repeat(1_000));
          }
        } catch (UncheckedIOException cut) {
          assertThat(cut.getCause()).isInstanceOf(IOException.class);
        }
      });
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> desk.counts().total() == 0 && !sender.isAlive());
    }
  }

  @Test
  void commands_are_counted() {
    try (Desk desk = desk(WIDE.maxCommands(10))) {
      desk.play("C: NOOP\nS: 250 2.0.0 OK\n".repeat(10) + """
          C: NOOP
          S: 421 4.7.0 Too many commands
          S: <closed>
          """);
    }
  }

  @Test
  void one_client_has_so_many_connections_at_once() {
    try (Desk desk = desk(WIDE.maxConnectionsPerClient(2)); SmtpClient one = desk.client();
        SmtpClient two = desk.client()) {
      desk.play("""
          S: 421 4.7.0 Too many connections from your address
          S: <closed>
          """);
      assertThat(one.ask("QUIT")).isEqualTo("221 2.0.0 Goodbye");
      assertThat(one.line()).isEqualTo(SmtpClient.CLOSED);
      one.hangUp();
      Awaitility.await().until(() -> desk.counts().total() == 1);
      assertThat(two.ask("NOOP")).isEqualTo("250 2.0.0 OK");
      desk.play("""
          S: 220 mx.example ESMTP Postroom
          """);
    }
  }

  @Test
  void all_clients_have_so_many_connections_at_once() {
    try (Desk desk = desk(WIDE.maxConnections(1)); SmtpClient one = desk.client()) {
      desk.play("""
          S: 421 4.3.2 Too many connections
          S: <closed>
          """);
      assertThat(one.ask("NOOP")).isEqualTo("250 2.0.0 OK");
    }
  }

  @Test
  void the_listener_may_take_less_than_the_engine() {
    try (Desk desk = desk(WIDE.maxMessageSize(2_000)); SmtpClient client = desk.client()) {
      client.ask("EHLO client");
      assertThat(client.ask("MAIL FROM:<> SIZE=2001")).isEqualTo("552 5.3.4 Message too large");
    }
  }

  @Test
  void a_message_may_be_as_large_as_is_announced_and_not_one_octet_more() {
    try (Desk desk = desk(WIDE.maxMessageSize(2_000)); SmtpClient client = desk.client()) {
      client.ask("HELO client");
      for (String line : List.of("x".repeat(1_998), "." + "x".repeat(1_998), "x".repeat(1_999))) {
        client.ask("MAIL FROM:<>");
        client.ask("RCPT TO:<bob@acme.example>");
        client.ask("DATA");
        assertThat(client.ask(line + "\r\n."))
            .isEqualTo(
                line.length() == 1_999 && !line.startsWith(".") ? "552 5.3.4 Message too large" : "250 2.0.0 Stored");
      }
    }
  }
}
