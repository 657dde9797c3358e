package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What attackers and broken clients send, and what they get. */
class SmtpAbuseTest {
  private static final String TO_DATA = """
      C: HELO client
      C: MAIL FROM:<>
      C: RCPT TO:<bob@acme.example>
      C: DATA
      S: 250 mx.example
      S: 250 2.1.0 Sender OK
      S: 250 2.1.5 Recipient OK
      S: 354 ...
      """;
  private static final String UNCLEAN = "S: 554 5.6.0 Message has a bare CR or LF\n";

  private final Desk desk = Desk.open();

  @AfterEach
  void close() {
    desk.close();
  }

  static Arguments[] bodies_that_are_refused_to_their_true_end() {
    return new Arguments[]{Arguments.of("a bare LF", "C: one<LF>two\n"), Arguments.of("a bare CR", "C: one<CR>two\n"),
        Arguments.of("LF.LF ends nothing", "C~ one<LF>.<LF>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("LF.CRLF ends nothing", "C~ one<LF>.<CR><LF>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("CRLF.LF ends nothing", "C~ one<CR><LF>.<LF>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("CR.CRLF ends nothing", "C~ one<CR>.<CR><LF>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("CRLF.CR ends nothing", "C~ one<CR><LF>.<CR>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("CR.CR ends nothing", "C~ one<CR>.<CR>MAIL FROM:<eve@evil.example><CR><LF>\n"),
        Arguments.of("CRCRLF.CRLF ends nothing twice", "C~ one<CR><CR><LF>\n"),
        Arguments.of("LFCR.CRLF ends nothing", "C~ one<LF><CR>.<CR><LF>two<CR><LF>\n"),
        Arguments.of("CRLF.NUL CRLF with a bare LF", "C~ one<CR><LF>.<NUL><CR><LF><LF>two<CR><LF>\n"),
        Arguments.of("a first dot with LF", "C~ .<LF>two<CR><LF>\n"),
        Arguments.of("a first LF", "C~ <LF>.<CR><LF>two<CR><LF>\n"),
        Arguments.of("a dot with CRCRLF", "C~ one<CR><LF>.<CR><CR><LF>\n")};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void bodies_that_are_refused_to_their_true_end(String name, String body) {
    desk.play(TO_DATA + body + """
        C: RSET
        C: QUIT
        C: .
        C: NOOP
        """ + UNCLEAN + """
        S: 250 2.0.0 OK
        C: QUIT
        S: 221 2.0.0 Goodbye
        S: <closed>
        """);
    assertThat(desk.messages()).as(name).isEmpty();
    assertThat(desk.receiver.begun).hasValue(1);
  }

  static Arguments[] odd_bodies_that_are_stored_exactly() {
    return new Arguments[]{Arguments.of("NUL octets", "C: a<NUL>b\n", "a\0b\r\n"),
        Arguments.of("8-bit octets without a declaration", "C: Subject: caf<8BIT>\n", "Subject: caf\u00e9\r\n"),
        Arguments.of("dots", "C: ..\nC: ...\nC: .x\nC: a.\n", ".\r\n..\r\nx\r\na.\r\n"),
        Arguments.of("empty lines", "C:\nC:\n", "\r\n\r\n"),
        Arguments.of("no header", "C: just text\n", "just text\r\n"),
        Arguments.of("no line at all", "", ""),
        Arguments.of("a line of 65,534 octets", "C: " + "x".repeat(65_534) + '\n', "x".repeat(65_534) + "\r\n"),
        Arguments.of("commands", "C: QUIT\nC: MAIL FROM:<>\n", "QUIT\r\nMAIL FROM:<>\r\n")};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void odd_bodies_that_are_stored_exactly(String name, String body, String stored) {
    desk.play(TO_DATA + body + """
        C: .
        S: 250 2.0.0 Stored
        """);
    assertThat(desk.message().text()).as(name).isEqualTo(stored);
  }

  static Arguments[] sessions() {
    return new Arguments[]{Arguments.of("a bare LF ends the session", """
        C: HELO client
        S: 250 mx.example
        C~ NOOP<LF>
        S: 521 5.5.2 Lines end in CRLF
        S: <closed>
        """), Arguments.of("a bare LF hides no command", """
        C: HELO client<LF>MAIL FROM:<>
        S: 521 5.5.2 Lines end in CRLF
        S: <closed>
        """), Arguments.of("a bare CR ends the session", """
        C: NOOP<CR>NOOP
        S: 521 5.5.2 Lines end in CRLF
        S: <closed>
        """), Arguments.of("NUL in a command", """
        C: NOOP<NUL>
        S: 500 5.5.2 Line is not UTF-8 text
        C: NOOP
        S: 250 2.0.0 OK
        """), Arguments.of("8-bit octets in a command", """
        C: NOOP <8BIT>
        S: 500 5.5.2 Line is not UTF-8 text
        C: NOOP
        S: 250 2.0.0 OK
        """), Arguments.of("a line of the allowed length", "C: NOOP " + "x".repeat(2_041) + """

        S: 250 2.0.0 OK
        """), Arguments.of("a line over the allowed length", "C: NOOP " + "x".repeat(2_042) + """

        C: NOOP
        S: 500 5.5.2 Line too long
        S: 250 2.0.0 OK
        """), Arguments.of("a line far over the allowed length", "C: NOOP " + "x".repeat(30_000) + """

        C: NOOP
        S: 500 5.5.2 Line too long
        S: 250 2.0.0 OK
        """), Arguments.of("a line without an end", "C~ NOOP " + "x".repeat(100_000) + """

        S: 500 5.5.2 Line too long
        S: <closed>
        """), Arguments.of("an empty line", """
        C:
        S: 500 5.5.1 Unknown command
        """), Arguments.of("a browser", """
        C: POST / HTTP/1.1
        C: Host: mx.example
        C:
        C: MAIL FROM:<>
        S: 521 5.5.1 This is SMTP
        S: <closed>
        """), Arguments.of("DATA refused, and the body sent all the same", """
        C: HELO client
        C: MAIL FROM:<>
        C: RCPT TO:<no_such_mailbox@acme.example>
        C: DATA
        C: Subject: hello
        C: .
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 550 5.1.1 No such mailbox
        S: 554 5.5.1 No valid recipients
        S: 500 5.5.1 Unknown command
        S: 500 5.5.1 Unknown command
        C: QUIT
        S: 221 2.0.0 Goodbye
        """), Arguments.of("a size that no message can have", """
        C: EHLO client
        S: 250-mx.example
        S: 250-PIPELINING
        S: 250-SIZE 1048576
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250 ENHANCEDSTATUSCODES
        C: MAIL FROM:<> SIZE=99999999999
        S: 552 5.3.4 Message too large
        C: MAIL FROM:<>
        S: 250 2.1.0 Sender OK
        """), Arguments.of("a text line over the limit", TO_DATA + "C: " + "x".repeat(65_535) + """

        C: .
        C: NOOP
        S: 554 5.6.0 Message has a line that is too long
        S: 250 2.0.0 OK
        """), Arguments.of("a message over the limit", TO_DATA + ("C: " + "x".repeat(998) + '\n').repeat(1_100) + """
        C: .
        C: NOOP
        S: 552 5.3.4 Message too large
        S: 250 2.0.0 OK
        """), Arguments.of("text after QUIT", """
        C: QUIT
        C: MAIL FROM:<>
        S: 221 2.0.0 Goodbye
        S: <closed>
        """), Arguments.of("twenty errors are answered", "C: WHAT\nS: 500 5.5.1 Unknown command\n".repeat(20) + """
        C: WHAT
        S: 421 4.7.0 Too many errors
        S: <closed>
        """), Arguments.of("errors that are pipelined",
        "C: WHAT\n".repeat(21) + "S: 500 5.5.1 Unknown command\n".repeat(20) + """
            S: 421 4.7.0 Too many errors
            S: <closed>
            """)};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void sessions(String name, String script) {
    desk.play(script);
    assertThat(desk.messages()).as(name).isEmpty();
  }

  @Test
  void ten_thousand_recipients_are_answered_one_by_one() throws InterruptedException {
    try (SmtpClient client = desk.client()) {
      client.ask("HELO client");
      client.ask("MAIL FROM:<>");
      Thread sender = Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 10_000; i++) {
          client.send("RCPT TO:<user" + i + "@acme.example>\r\n");
        }
      });
      for (int i = 0; i < 10_000; i++) {
        assertThat(client.answer()).isEqualTo(i < 100 ? "250 2.1.5 Recipient OK" : "452 4.5.3 Too many recipients");
      }
      assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
      client.ask("DATA");
      assertThat(client.ask("hello\r\n.")).isEqualTo("250 2.0.0 Stored");
    }
    assertThat(desk.message().recipients()).hasSize(100);
    assertThat(desk.receiver.asked).hasValue(100);
  }

  @Test
  void a_harvester_of_addresses_is_sent_away() {
    try (SmtpClient client = desk.client()) {
      client.ask("HELO client");
      client.ask("MAIL FROM:<>");
      for (int i = 0; i < 50; i++) {
        assertThat(client.ask("RCPT TO:<no_such_mailbox@acme.example>")).isEqualTo("550 5.1.1 No such mailbox");
      }
      assertThat(client.ask("RCPT TO:<no_such_mailbox@acme.example>"))
          .isEqualTo("421 4.7.0 Too many refused recipients");
      assertThat(client.line()).isEqualTo(SmtpClient.CLOSED);
    }
  }

  @Test
  void a_client_that_leaves_without_quit_stores_nothing_and_holds_nothing() {
    try (SmtpClient client = desk.client()) {
      Transcript.play(client, TO_DATA + "C: half a message\n");
    }
    Awaitility.await().until(() -> desk.receiver.open.get() == 0 && desk.counts().total() == 0);
    assertThat(desk.messages()).isEmpty();
  }
}
