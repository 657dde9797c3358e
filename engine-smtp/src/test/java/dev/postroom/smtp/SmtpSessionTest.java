package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.Reception;
import dev.postroom.inbound.RejectReason;
import dev.postroom.inbound.ReversePath;
import dev.postroom.smtp.RecordingReceiver.Received;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ordinary course of a session, as transcripts. */
class SmtpSessionTest {
  private final Desk desk = Desk.open();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void a_message_is_received() {
    desk.play("""
        S: 220 mx.example ESMTP Postroom
        C: EHLO client.example
        S: 250-mx.example
        S: 250-PIPELINING
        S: 250-SIZE 1048576
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250 ENHANCEDSTATUSCODES
        C: MAIL FROM:<ann@sender.example> SIZE=40 BODY=8BITMIME
        S: 250 2.1.0 Sender OK
        C: RCPT TO:<bob@acme.example>
        S: 250 2.1.5 Recipient OK
        C: RCPT TO:<eve@acme.example>
        S: 250 2.1.5 Recipient OK
        C: DATA
        S: 354 Send the message, end it with <CRLF>.<CRLF>
        C: Subject: hello
        C:
        C: ..a dot
        C: .
        S: 250 2.0.0 Stored
        C: QUIT
        S: 221 2.0.0 Goodbye
        S: <closed>
        """);
    Received message = desk.message();
    assertThat(message.text()).isEqualTo("Subject: hello\r\n\r\n.a dot\r\n");
    assertThat(message.sender()).isEqualTo(ReversePath.of(EmailAddress.parse("ann@sender.example")));
    assertThat(message.recipients()).containsExactly(EmailAddress.parse("bob@acme.example"),
        EmailAddress.parse("eve@acme.example"));
    assertThat(desk.receiver.lastAnnounced).hasValue(40);
    assertThat(message.peer().helo()).contains("client.example");
    assertThat(message.peer().protocol()).isEqualTo("ESMTP");
    assertThat(message.peer().tls()).isEmpty();
    assertThat(message.peer().address().orElseThrow().isLoopbackAddress()).isTrue();
  }

  @Test
  void commands_may_be_pipelined_and_connections_reused() {
    desk.play("""
        C: EHLO client.example
        C: MAIL FROM:<>
        C: RCPT TO:<bob@acme.example>
        C: RCPT TO:<no_such_mailbox@acme.example>
        C: DATA
        S: 250-mx.example
        S: 250-PIPELINING
        S: 250-SIZE 1048576
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250 ENHANCEDSTATUSCODES
        S: 250 2.1.0 Sender OK
        S: 250 2.1.5 Recipient OK
        S: 550 5.1.1 No such mailbox
        S: 354 ...
        C: one
        C: .
        C: MAIL FROM:<ann@sender.example>
        C: RCPT TO:<bob@acme.example>
        C: DATA
        S: 250 2.0.0 Stored
        S: 250 2.1.0 Sender OK
        S: 250 2.1.5 Recipient OK
        S: 354 ...
        C: two
        C: .
        C: QUIT
        S: 250 2.0.0 Stored
        S: 221 2.0.0 Goodbye
        S: <closed>
        """);
    assertThat(desk.message().sender()).isEqualTo(ReversePath.ofNull());
    assertThat(desk.message().text()).isEqualTo("two\r\n");
    assertThat(desk.receiver.begun).hasValue(2);
  }

  @Test
  void an_old_client_says_helo() {
    desk.play("""
        C: helo client
        S: 250 mx.example
        C: mail from: <ann@sender.example> SIZE=1
        S: 555 5.5.4 Parameter not known
        C: mail from: <ann@sender.example>
        S: 250 2.1.0 Sender OK
        C: rcpt to: <@relay.example,@other.example:"bob >b"@acme.example>
        S: 250 2.1.5 Recipient OK
        C: Data
        S: 354 ...
        C: .
        S: 250 2.0.0 Stored
        """);
    Received message = desk.message();
    assertThat(message.octets()).isEmpty();
    assertThat(message.recipients()).containsExactly(EmailAddress.parse("\"bob >b\"@acme.example"));
    assertThat(message.peer().protocol()).isEqualTo("SMTP");
  }

  @Test
  void international_addresses_need_smtputf8() {
    desk.play("""
        C: EHLO client.example
        S: 250-...
        S: 250-PIPELINING
        S: 250-SIZE 1048576
        S: 250-8BITMIME
        S: 250-SMTPUTF8
        S: 250-CHUNKING
        S: 250 ENHANCEDSTATUSCODES
        C: MAIL FROM:<jürgen@bücher.example>
        S: 553 5.6.7 Address needs SMTPUTF8
        C: MAIL FROM:<ann@sender.example>
        S: 250 2.1.0 Sender OK
        C: RCPT TO:<δοκιμή@acme.example>
        S: 553 5.6.7 Address needs SMTPUTF8
        C: RSET
        S: 250 2.0.0 OK
        C: MAIL FROM:<jürgen@bücher.example> SMTPUTF8
        S: 250 2.1.0 Sender OK
        C: RCPT TO:<δοκιμή@acme.example>
        S: 250 2.1.5 Recipient OK
        C: DATA
        S: 354 ...
        C: Subject: déjà vu
        C: .
        S: 250 2.0.0 Stored
        """);
    Received message = desk.message();
    assertThat(message.sender()).isEqualTo(ReversePath.of(EmailAddress.parse("jürgen@bücher.example")));
    assertThat(message.peer().protocol()).isEqualTo("UTF8SMTP");
  }

  @Test
  void commands_come_in_their_order() {
    desk.play("""
        C: MAIL FROM:<ann@sender.example>
        S: 503 5.5.1 Send EHLO or HELO first
        C: HELO client.example
        S: 250 mx.example
        C: RCPT TO:<bob@acme.example>
        S: 503 5.5.1 Send MAIL first
        C: DATA
        S: 503 5.5.1 Send MAIL first
        C: MAIL FROM:<ann@sender.example>
        S: 250 2.1.0 Sender OK
        C: MAIL FROM:<ann@sender.example>
        S: 503 5.5.1 A message is under way
        C: DATA
        S: 554 5.5.1 No valid recipients
        C: RCPT TO:<no_such_mailbox@acme.example>
        S: 550 5.1.1 No such mailbox
        C: DATA
        S: 554 5.5.1 No valid recipients
        C: STARTTLS
        S: 502 5.5.1 Not implemented
        C: HELO again.example
        S: 250 mx.example
        C: RCPT TO:<bob@acme.example>
        S: 503 5.5.1 Send MAIL first
        """);
    assertThat(desk.messages()).isEmpty();
  }

  @Test
  void the_small_commands_are_answered() {
    desk.play("""
        C: NOOP
        S: 250 2.0.0 OK
        C: NOOP anything at all
        S: 250 2.0.0 OK
        C: RSET
        S: 250 2.0.0 OK
        C: RSET now
        S: 501 5.5.4 No parameters allowed
        C: VRFY bob
        S: 252 2.0.0 Send a message to find out
        C: VRFY
        S: 501 5.5.2 Syntax error
        C: EXPN staff
        S: 502 5.5.1 Not implemented
        C: HELP
        S: 214 2.0.0 RFC 5321 tells it all
        C: AUTH PLAIN AGFubgBzZWNyZXQ=
        S: 500 5.5.1 Unknown command
        C: EHLO
        S: 501 5.5.2 Syntax error
        C: EHLO two words
        S: 501 5.5.4 Bad parameter
        C: QUIT now
        S: 501 5.5.4 No parameters allowed
        C: QUIT
        S: 221 2.0.0 Goodbye
        S: <closed>
        """);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(delimiter = '|', textBlock = """
      MAIL                                          | 501 5.5.2 Syntax error
      MAIL FROM:ann@sender.example                  | 501 5.5.2 Syntax error
      MAIL FROM:<ann@sender.example                 | 501 5.5.2 Syntax error
      MAIL FROM:<ann@sender.example>SIZE=1          | 501 5.5.2 Syntax error
      MAIL TO:<ann@sender.example>                  | 501 5.5.2 Syntax error
      MAIL FROM:<@relay.example>                    | 501 5.5.2 Syntax error
      MAIL FROM:<ann>                               | 501 5.1.7 Bad sender address
      MAIL FROM:<ann..b@sender.example>             | 501 5.1.7 Bad sender address
      MAIL FROM:<a@b.example> SIZE=1048576          | 250 2.1.0 Sender OK
      MAIL FROM:<a@b.example> SIZE=1048577          | 552 5.3.4 Message too large
      MAIL FROM:<a@b.example> SIZE=99999999999      | 552 5.3.4 Message too large
      MAIL FROM:<a@b.example> SIZE=99999999999999999999  | 552 5.3.4 Message too large
      MAIL FROM:<a@b.example> SIZE=999999999999999999999 | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> SIZE=-1               | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> SIZE                  | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> SIZE=1 SIZE=2         | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> SIZE==1               | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> BODY=7BIT SIZE=0      | 250 2.1.0 Sender OK
      MAIL FROM:<a@b.example> BODY=BINARYMIME       | 555 5.5.4 Parameter not known
      MAIL FROM:<a@b.example> BODY                  | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> SMTPUTF8=YES          | 501 5.5.4 Bad parameter
      MAIL FROM:<a@b.example> AUTH=<>               | 555 5.5.4 Parameter not known
      MAIL FROM:<a@b.example> RET=HDRS              | 555 5.5.4 Parameter not known
      MAIL FROM:<broken@b.example>                  | 451 4.3.0 Not possible now, try again later
      """)
  void the_sender_is_checked(String command, String answer) {
    try (SmtpClient client = desk.client()) {
      client.ask("EHLO client.example");
      assertThat(client.ask(command)).isEqualTo(answer);
    }
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(delimiter = '|', textBlock = """
      bob@acme.example                 | 250 2.1.5 Recipient OK
      Postmaster                       | 250 2.1.5 Recipient OK
      no_such_mailbox@acme.example     | 550 5.1.1 No such mailbox
      too_large@acme.example           | 552 5.3.4 Message too large
      loop@acme.example                | 554 5.4.6 Message loops
      policy@acme.example              | 550 5.7.1 Refused by policy
      suspended@acme.example           | 450 4.2.1 Mailbox is suspended
      mailbox_full@acme.example        | 452 4.2.2 Mailbox is full
      limited@acme.example             | 451 4.7.1 Too much mail for now, try again later
      too_many_recipients@acme.example | 452 4.5.3 Too many recipients
      store_unavailable@acme.example   | 451 4.3.0 Not possible now, try again later
      store_full@acme.example          | 452 4.3.1 No room for now, try again later
      seal_unavailable@acme.example    | 451 4.3.0 Not possible now, try again later
      closing@acme.example             | 421 4.3.2 The service is closing
      broken@acme.example              | 451 4.3.0 Not possible now, try again later
      bob                              | 501 5.1.3 Bad recipient address
      bob@                             | 501 5.1.3 Bad recipient address
      """)
  void each_answer_of_the_engine_has_its_code(String recipient, String answer) {
    try (SmtpClient client = desk.client()) {
      client.ask("EHLO client.example");
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<" + recipient + '>')).isEqualTo(answer);
    }
  }

  @Test
  void a_recipient_has_no_parameters() {
    try (SmtpClient client = desk.client()) {
      client.ask("EHLO client.example");
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<bob@acme.example> NOTIFY=NEVER")).isEqualTo("555 5.5.4 Parameter not known");
    }
  }

  @Test
  void a_message_that_the_engine_refuses_unread_is_read_to_its_end() {
    desk.receiver.before = content -> new Reception.Rejected(RejectReason.LOOP);
    desk.play("""
        C: HELO client
        C: MAIL FROM:<>
        C: RCPT TO:<bob@acme.example>
        C: DATA
        C: QUIT
        C: .
        C: NOOP
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 250 2.1.5 Recipient OK
        S: 354 ...
        S: 554 5.4.6 Message loops
        S: 250 2.0.0 OK
        """);
  }

  @Test
  void an_engine_that_throws_makes_the_sender_try_again() {
    desk.receiver.before = content -> {
      content.read();
      throw new IllegalStateException("broken on purpose");
    };
    desk.play("""
        C: HELO client
        C: MAIL FROM:<>
        C: RCPT TO:<bob@acme.example>
        C: DATA
        C: text
        C: .
        C: NOOP
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 250 2.1.5 Recipient OK
        S: 354 ...
        S: 451 4.3.0 Not possible now, try again later
        S: 250 2.0.0 OK
        """);
  }

  @Test
  void every_transaction_is_closed() {
    desk.play("""
        C: HELO client
        C: MAIL FROM:<>
        C: RSET
        C: MAIL FROM:<>
        C: HELO client
        C: MAIL FROM:<>
        C: QUIT
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 250 2.0.0 OK
        S: 250 2.1.0 Sender OK
        S: 250 mx.example
        S: 250 2.1.0 Sender OK
        S: 221 2.0.0 Goodbye
        S: <closed>
        """);
    try (SmtpClient client = desk.client()) {
      client.ask("HELO client");
      client.ask("MAIL FROM:<>");
    }
    Awaitility.await().until(() -> desk.receiver.open.get() == 0 && desk.counts().total() == 0);
    assertThat(desk.receiver.begun).hasValue(4);
    assertThat(desk.counts().clients()).isZero();
  }
}
