package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.inbound.DeferReason;
import dev.postroom.inbound.Reception;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** BDAT (RFC 3030), as transcripts. */
class ChunkingTest {
  private static final String TO_RCPT = """
      C: HELO client
      C: MAIL FROM:<>
      C: RCPT TO:<bob@acme.example>
      S: 250 mx.example
      S: 250 2.1.0 Sender OK
      S: 250 2.1.5 Recipient OK
      """;

  private final Desk desk = Desk.open();

  @AfterEach
  void close() {
    desk.close();
  }

  static Arguments[] messages_in_chunks() {
    return new Arguments[]{Arguments.of("one chunk", """
        C: BDAT 10 LAST
        C~ 0123456789
        S: 250 2.0.0 Stored
        """, "0123456789"), Arguments.of("two chunks, each answered", """
        C: BDAT 5
        C~ 01234
        S: 250 2.0.0 5 octets received
        C: bdat 5 last
        C~ 56789
        S: 250 2.0.0 Stored
        """, "0123456789"), Arguments.of("pipelined chunks, the last one empty", """
        C: BDAT 5
        C~ 01234
        C: BDAT 0
        C: BDAT 5
        C~ 56789
        C: BDAT 0 LAST
        S: 250 2.0.0 5 octets received
        S: 250 2.0.0 0 octets received
        S: 250 2.0.0 5 octets received
        S: 250 2.0.0 Stored
        """, "0123456789"), Arguments.of("an empty message", """
        C: BDAT 0 LAST
        S: 250 2.0.0 Stored
        """, ""), Arguments.of("dots and commands are content", """
        C: BDAT 12 LAST
        C: .
        C: .
        C: QUIT
        C: NOOP
        S: 250 2.0.0 Stored
        S: 250 2.0.0 OK
        """, ".\r\n.\r\nQUIT\r\n"), Arguments.of("CRLF over the border of two chunks", """
        C: BDAT 2
        C~ a<CR>
        C: BDAT 2 LAST
        C~ <LF>b
        S: 250 2.0.0 2 octets received
        S: 250 2.0.0 Stored
        """, "a\r\nb"), Arguments.of("NUL", """
        C: BDAT 3 LAST
        C~ a<NUL>b
        S: 250 2.0.0 Stored
        """, "a\0b"), Arguments.of("other commands between two chunks", """
        C: BDAT 1
        C~ a
        C: NOOP
        C: MAIL FROM:<eve@evil.example>
        C: RCPT TO:<eve@acme.example>
        C: DATA
        C: WHAT
        C: BDAT 1 LAST
        C~ b
        S: 250 2.0.0 1 octets received
        S: 250 2.0.0 OK
        S: 503 5.5.1 A message is under way
        S: 503 5.5.1 Bad sequence of commands
        S: 503 5.5.1 Bad sequence of commands
        S: 500 5.5.1 Unknown command
        S: 250 2.0.0 Stored
        """, "ab")};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void messages_in_chunks(String name, String script, String stored) {
    desk.play(TO_RCPT + script);
    assertThat(desk.message().text()).as(name).isEqualTo(stored);
    assertThat(desk.messages()).isEmpty();
  }

  static Arguments[] chunks_that_store_nothing() {
    return new Arguments[]{Arguments.of("RSET between two chunks", TO_RCPT + """
        C: BDAT 1
        C~ a
        C: RSET
        C: BDAT 1 LAST
        C~ b
        S: 250 2.0.0 1 octets received
        S: 250 2.0.0 OK
        S: 503 5.5.1 Send MAIL first
        """), Arguments.of("QUIT between two chunks", TO_RCPT + """
        C: BDAT 1
        C~ a
        C: QUIT
        S: 250 2.0.0 1 octets received
        S: 221 2.0.0 Goodbye
        S: <closed>
        """), Arguments.of("EHLO between two chunks", TO_RCPT + """
        C: BDAT 1
        C~ a
        C: HELO client
        S: 250 2.0.0 1 octets received
        S: 250 mx.example
        C: DATA
        S: 503 5.5.1 Send MAIL first
        """), Arguments.of("no transaction: the octets are no commands", """
        C: HELO client
        C: BDAT 6 LAST
        C: QUIT
        C: NOOP
        S: 250 mx.example
        S: 503 5.5.1 Send MAIL first
        S: 250 2.0.0 OK
        """), Arguments.of("no recipient: the octets are no commands", """
        C: HELO client
        C: MAIL FROM:<>
        C: RCPT TO:<no_such_mailbox@acme.example>
        C: BDAT 6
        C: QUIT
        C: BDAT 6 LAST
        C: QUIT
        C: NOOP
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 550 5.1.1 No such mailbox
        S: 554 5.5.1 No valid recipients
        S: 554 5.5.1 No valid recipients
        S: 250 2.0.0 OK
        """), Arguments.of("a bare LF: this chunk and those after it are refused", TO_RCPT + """
        C: BDAT 9
        C~ a<LF>
        C: QUIT
        C~ b
        C: BDAT 6 LAST
        C: QUIT
        C: NOOP
        S: 554 5.6.0 Message has a bare CR or LF
        S: 503 5.5.1 Send MAIL first
        S: 250 2.0.0 OK
        """), Arguments.of("a bare CR at the very end", TO_RCPT + """
        C: BDAT 2 LAST
        C~ a<CR>
        S: 554 5.6.0 Message has a bare CR or LF
        """), Arguments.of("a chunk over the size limit is read to its end",
        TO_RCPT + "C: BDAT 1100000 LAST\nC~ " + "x".repeat(1_100_000) + """

            C: NOOP
            S: 552 5.3.4 Message too large
            S: 250 2.0.0 OK
            """), Arguments.of("chunks that are over the size limit together", TO_RCPT + """
            C: BDAT 1
            C~ a
            C: BDAT 1048576 LAST
            """ + "C~ " + "x".repeat(1_048_576) + """

            C: NOOP
            S: 250 2.0.0 1 octets received
            S: 552 5.3.4 Message too large
            S: 250 2.0.0 OK
            """), Arguments.of("a chunk that nobody waits for", TO_RCPT + """
            C: BDAT 99999999999
            S: 552 5.3.4 Message too large
            S: <closed>
            """), Arguments.of("a number that is none", TO_RCPT + """
            C: BDAT 99999999999999999999
            S: 552 5.3.4 Message too large
            S: <closed>
            """), Arguments.of("a negative number", TO_RCPT + """
            C: BDAT -1 LAST
            C: QUIT
            S: 501 5.5.2 Syntax error
            S: <closed>
            """), Arguments.of("no number", TO_RCPT + """
            C: BDAT LAST
            S: 501 5.5.2 Syntax error
            S: <closed>
            """), Arguments.of("an unclean command after a chunk", TO_RCPT + """
            C: BDAT 1
            C~ aNOOP<LF>
            S: 250 2.0.0 1 octets received
            S: 521 5.5.2 Lines end in CRLF
            S: <closed>
            """)};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void chunks_that_store_nothing(String name, String script) {
    desk.play(script);
    Awaitility.await().until(() -> desk.counts().total() == 0);
    assertThat(desk.messages()).as(name).isEmpty();
    assertThat(desk.receiver.open).hasValue(0);
  }

  @Test
  void a_chunk_cut_short_stores_nothing() {
    try (SmtpClient client = desk.client()) {
      Transcript.play(client, TO_RCPT + """
          C: BDAT 10 LAST
          C~ 012345678
          """);
    }
    Awaitility.await().until(() -> desk.receiver.begun.get() == 1 && desk.counts().total() == 0);
    assertThat(desk.messages()).isEmpty();
    assertThat(desk.receiver.open).hasValue(0);
  }

  @Test
  void an_engine_that_answers_early_answers_the_chunk_it_has() {
    desk.receiver.before = content -> new Reception.Deferred(DeferReason.STORE_UNAVAILABLE);
    desk.play(TO_RCPT + """
        C: BDAT 6
        C: QUIT
        C: BDAT 6 LAST
        C: QUIT
        C: NOOP
        S: 451 4.3.0 Not possible now, try again later
        S: 503 5.5.1 Send MAIL first
        S: 250 2.0.0 OK
        """);
  }
}
