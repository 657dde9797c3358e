package dev.postroom.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScriptedSmtpPeerTest {
  private final ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();

  @AfterEach
  void close() {
    peer.close();
    assertThat(peer.connected()).isZero();
    assertThat(peer.hanging()).isZero();
  }

  private static String deliver(PeerClient client, String content) {
    client.ask("MAIL FROM:<ann@a.example> SIZE=7 BODY=8BITMIME");
    client.ask("RCPT TO:<bob@b.example>");
    client.ask("DATA");
    return client.ask(content + ".");
  }

  private PeerClient greeted() {
    PeerClient client = PeerClient.to(peer);
    assertThat(client.answer()).isEqualTo("220 peer.example ESMTP");
    assertThat(client.ask("EHLO client.example")).startsWith("250 ");
    return client;
  }

  @Test
  void it_takes_everything_and_writes_it_down_exactly() {
    try (PeerClient client = greeted()) {
      assertThat(deliver(client, "..\r\nx\u00FF\ry\nz\r\n")).isEqualTo("250 2.0.0 Taken");
      assertThat(client.ask("QUIT")).isEqualTo("221 2.0.0 Goodbye");
      assertThat(client.answer()).isEqualTo(PeerClient.CLOSED);
    }
    ReceivedMail mail = peer.taken().getFirst();
    assertThat(mail.text()).isEqualTo(".\r\nx\u00FF\ry\nz\r\n");
    assertThat(mail.octets()).isEqualTo(mail.text().getBytes(StandardCharsets.ISO_8859_1));
    assertThat(mail.sender()).isEqualTo("ann@a.example");
    assertThat(mail.parameters()).containsExactly("SIZE=7", "BODY=8BITMIME");
    assertThat(mail.recipients()).containsExactly("bob@b.example");
    assertThat(mail.encrypted()).isFalse();
    assertThat(peer.seen()).isEqualTo(peer.taken());
    assertThat(peer.conversations()).singleElement()
        .satisfies(lines -> assertThat(lines).contains("C: RCPT TO:<bob@b.example>",
            "S: 250 2.1.5 Recipient OK", "C~ 11 octets").endsWith("C: QUIT", "S: 221 2.0.0 Goodbye"));
  }

  @Test
  void commands_out_of_order_are_refused() {
    try (PeerClient client = greeted()) {
      assertThat(client.ask("RCPT TO:<bob@b.example>")).startsWith("503");
      assertThat(client.ask("DATA")).startsWith("503");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("250");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("503");
      assertThat(client.ask("RSET")).startsWith("250");
      assertThat(client.ask("MAIL FROM:<>")).startsWith("250");
      assertThat(client.ask("WHAT")).startsWith("500");
    }
  }

  @Test
  void what_is_scripted_once_goes_before_what_is_scripted_for_always() {
    peer.always(SmtpStep.NOOP, Reaction.say("250 always"))
        .once(SmtpStep.NOOP, Reaction.say("250 first"))
        .once(SmtpStep.NOOP, Reaction.say("250 second"));
    try (PeerClient client = greeted()) {
      assertThat(List.of(client.ask("NOOP"), client.ask("NOOP"), client.ask("NOOP"), client.ask("NOOP")))
          .containsExactly("250 first", "250 second", "250 always", "250 always");
      peer.takeEverything();
      assertThat(client.ask("NOOP")).isEqualTo("250 2.0.0 OK");
    }
  }

  @Test
  void one_recipient_can_be_refused() {
    peer.recipient("bob@b.example", Reaction.say("550 5.1.1 Unknown"))
        .always(SmtpStep.RCPT, Reaction.say("450 4.2.0 Later"));
    try (PeerClient client = greeted()) {
      client.ask("MAIL FROM:<>");
      assertThat(client.ask("RCPT TO:<bob@b.example>")).isEqualTo("550 5.1.1 Unknown");
      assertThat(client.ask("RCPT TO:<ann@b.example>")).isEqualTo("450 4.2.0 Later");
      assertThat(client.ask("DATA")).startsWith("503");
    }
  }

  @Test
  void a_message_that_is_refused_or_never_answered_was_seen_and_not_taken() {
    peer.once(SmtpStep.DOT, Reaction.say("554 5.6.0 No")).once(SmtpStep.DOT, Reaction.close());
    try (PeerClient client = greeted()) {
      assertThat(deliver(client, "one\r\n")).isEqualTo("554 5.6.0 No");
      assertThat(deliver(client, "two\r\n")).isEqualTo(PeerClient.CLOSED);
    }
    assertThat(peer.seen()).extracting(ReceivedMail::text).containsExactly("one\r\n", "two\r\n");
    assertThat(peer.taken()).isEmpty();
  }

  @Test
  void it_hangs_until_it_is_released() {
    peer.once(SmtpStep.NOOP, Reaction.hang());
    try (PeerClient client = greeted()) {
      client.send("NOOP\r\n");
      while (peer.hanging() == 0) {
        Thread.onSpinWait();
      }
      peer.release();
      assertThat(client.answer()).isEqualTo("250 2.0.0 OK");
    }
  }

  @Test
  void it_says_a_last_word_and_closes() {
    peer.once(SmtpStep.GREETING, Reaction.sayAndClose("421 4.3.2 Busy"));
    try (PeerClient client = PeerClient.to(peer)) {
      assertThat(client.answer()).isEqualTo("421 4.3.2 Busy");
      assertThat(client.answer()).isEqualTo(PeerClient.CLOSED);
    }
  }

  @Test
  void it_drips_and_floods_until_it_is_closed() {
    for (Reaction endless : List.of(Reaction.drip(), Reaction.flood())) {
      peer.once(SmtpStep.NOOP, endless);
      try (PeerClient client = greeted()) {
        client.send("NOOP\r\n");
        assertThat(List.of(client.character(), client.character(), client.character())).containsExactly((int) '2',
            (int) '5', (int) '0');
      }
    }
  }

  @Test
  void closing_it_ends_what_hangs() {
    peer.once(SmtpStep.NOOP, Reaction.hang());
    try (PeerClient client = greeted()) {
      client.send("NOOP\r\n");
      while (peer.hanging() == 0) {
        Thread.onSpinWait();
      }
      peer.close();
      assertThat(client.answer()).isEqualTo(PeerClient.CLOSED);
    }
  }

  @Test
  void it_speaks_in_tls_after_starttls_or_at_once() {
    PeerCertificate certificate = PeerCertificate.of("localhost");
    peer.offerStartTls(certificate);
    try (PeerClient client = greeted()) {
      assertThat(client.ask("STARTTLS")).isEqualTo("220 2.0.0 Ready");
      client.startTls(certificate.trustingContext());
      client.ask("EHLO client.example");
      assertThat(deliver(client, "")).startsWith("250");
      assertThat(peer.taken().getFirst().encrypted()).isTrue();
    }
    try (ScriptedSmtpPeer encrypted = ScriptedSmtpPeer.openInTls(certificate);
        PeerClient client = PeerClient.inTlsTo(encrypted, certificate)) {
      assertThat(client.answer()).startsWith("220");
    }
  }

  @Test
  void it_lets_in_whoever_logs_in() {
    peer.offer("AUTH PLAIN LOGIN");
    try (PeerClient client = greeted()) {
      assertThat(client.ask("AUTH PLAIN " + base64("\0ann\0secret"))).isEqualTo("235 2.7.0 Welcome");
      assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
      assertThat(client.ask(base64("bob"))).isEqualTo("334 UGFzc3dvcmQ6");
      assertThat(client.ask(base64("hush"))).isEqualTo("235 2.7.0 Welcome");
      deliver(client, "");
      assertThat(peer.taken().getFirst().login()).contains("bob:hush");
      peer.once(SmtpStep.AUTH, Reaction.say("535 5.7.8 No"));
      assertThat(client.ask("AUTH PLAIN " + base64("\0eve\0x"))).isEqualTo("535 5.7.8 No");
      deliver(client, "");
      assertThat(peer.taken().getLast().login()).contains("bob:hush");
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
