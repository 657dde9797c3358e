package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.InvalidInputException;
import dev.postroom.smtp.RecordingReceiver.Received;
import dev.postroom.testkit.smtp.PeerCertificate;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** STARTTLS (RFC 3207). */
class StartTlsTest {
  private static PeerCertificate certificate;
  private Desk desk;

  @BeforeAll
  static void certify() {
    certificate = PeerCertificate.of("localhost");
  }

  @BeforeEach
  void open() {
    desk = new Desk(Desk.server().startTls(certificate.serverContext()));
  }

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_message_is_received_in_tls() {
    try (SmtpClient client = desk.client()) {
      Transcript.play(client, """
          C: EHLO client.example
          S: 250-mx.example
          S: 250-PIPELINING
          S: 250-SIZE 1048576
          S: 250-8BITMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250-ENHANCEDSTATUSCODES
          S: 250 STARTTLS
          C: STARTTLS now
          S: 501 5.5.4 No parameters allowed
          C: STARTTLS
          S: 220 2.0.0 Ready to start TLS
          """);
      client.startTls(certificate.trustingContext());
      Transcript.play(client, """
          C: EHLO client.example
          S: 250-mx.example
          S: 250-PIPELINING
          S: 250-SIZE 1048576
          S: 250-8BITMIME
          S: 250-SMTPUTF8
          S: 250-CHUNKING
          S: 250 ENHANCEDSTATUSCODES
          C: STARTTLS
          S: 503 5.5.1 TLS is active
          C: MAIL FROM:<>
          C: RCPT TO:<bob@acme.example>
          C: BDAT 5 LAST
          C~ hello
          C: QUIT
          S: 250 2.1.0 Sender OK
          S: 250 2.1.5 Recipient OK
          S: 250 2.0.0 Stored
          S: 221 2.0.0 Goodbye
          S: <closed>
          """);
      Received message = desk.message();
      assertThat(message.peer().protocol()).isEqualTo("ESMTPS");
      assertThat(message.peer().tls()).contains(client.tlsDescription());
    }
  }

  @Test
  void plaintext_that_follows_starttls_is_never_executed() {
    try (SmtpClient client = desk.client()) {
      Transcript.play(client, """
          C: STARTTLS
          C: EHLO attacker.example
          C: MAIL FROM:<eve@evil.example>
          C: RCPT TO:<bob@acme.example>
          S: 220 2.0.0 Ready to start TLS
          """);
      client.startTls(certificate.trustingContext());
      Transcript.play(client, """
          C: NOOP
          S: 250 2.0.0 OK
          C: MAIL FROM:<>
          S: 503 5.5.1 Send EHLO or HELO first
          """);
    }
    assertThat(desk.receiver.begun).hasValue(0);
  }

  @Test
  void starttls_resets_the_session() {
    try (SmtpClient client = desk.client()) {
      client.ask("EHLO client.example");
      client.ask("MAIL FROM:<>");
      client.ask("RCPT TO:<bob@acme.example>");
      client.ask("STARTTLS");
      client.startTls(certificate.trustingContext());
      Transcript.play(client, """
          C: DATA
          S: 503 5.5.1 Send MAIL first
          C: MAIL FROM:<>
          S: 503 5.5.1 Send EHLO or HELO first
          """);
      assertThat(desk.receiver.open).hasValue(0);
    }
  }

  @Test
  void a_failed_handshake_ends_the_connection() {
    try (SmtpClient client = desk.client()) {
      client.ask("STARTTLS");
      client.send("NOOP\r\nNOOP\r\nNOOP\r\n");
      Awaitility.await().until(() -> desk.counts().total() == 0);
    }
    assertThat(desk.receiver.begun).hasValue(0);
  }

  @Test
  void a_handshake_that_never_comes_ends_the_connection() {
    try (Desk brief = new Desk(
        Desk.server()
            .startTls(certificate.serverContext())
            .timeouts(SmtpTimeouts.defaults().handshake(Duration.ofMillis(100))));
        SmtpClient client = brief.client()) {
      client.ask("STARTTLS");
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
      Awaitility.await().until(() -> brief.counts().total() == 0);
    }
  }

  @Test
  void an_idle_client_is_told_to_go_in_tls() {
    try (
        Desk brief =
            new Desk(Desk.server()
                .startTls(certificate.serverContext())
                .timeouts(SmtpTimeouts.defaults().idle(Duration.ofSeconds(3))));
        SmtpClient client = brief.client()) {
      client.ask("STARTTLS");
      client.startTls(certificate.trustingContext());
      Transcript.play(client, """
          C: NOOP
          S: 250 2.0.0 OK
          S: 421 4.4.2 Timed out
          S: <closed>
          """);
    }
  }

  @Test
  void where_tls_is_required_no_mail_comes_before_it() {
    try (Desk strict = new Desk(Desk.server().startTls(certificate.serverContext()).requireTls());
        SmtpClient client = strict.client()) {
      Transcript.play(client, """
          C: NOOP
          C: HELO client
          C: MAIL FROM:<>
          C: VRFY bob
          C: DATA
          C: BDAT 6 LAST
          C: QUIT
          C: STARTTLS
          S: 250 2.0.0 OK
          S: 250 mx.example
          S: 530 5.7.0 Send STARTTLS first
          S: 530 5.7.0 Send STARTTLS first
          S: 530 5.7.0 Send STARTTLS first
          S: 503 5.5.1 Send MAIL first
          S: 220 2.0.0 Ready to start TLS
          """);
      client.startTls(certificate.trustingContext());
      assertThat(client.ask("EHLO client")).isEqualTo("250 ENHANCEDSTATUSCODES");
      assertThat(client.ask("MAIL FROM:<>")).isEqualTo("250 2.1.0 Sender OK");
    }
  }

  @Test
  void tls_cannot_be_required_without_a_certificate() {
    assertThatThrownBy(() -> SmtpServer.on(0).requireTls().start(new RecordingReceiver()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("startTls");
  }
}
