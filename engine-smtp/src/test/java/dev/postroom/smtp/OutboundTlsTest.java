package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.spi.dns.DnsType;
import dev.postroom.testkit.smtp.PeerCertificate;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Encryption by each policy, and logging in. */
class OutboundTlsTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";
  private static final String NO_TLS = "UNREACHABLE TLS";
  private static final String NO_LOGIN = "UNREACHABLE LOGIN";
  private static PeerCertificate certificate;

  @BeforeAll
  static void certify() {
    certificate = PeerCertificate.of("localhost", "mx.b.example");
  }

  private static Postbag trusting(ScriptedSmtpPeer peer) {
    return Postbag.direct(peer, transport -> transport.limits(Postbag.PATIENT)
        .trust(certificate.trustingContext()));
  }

  private static Postbag trusting() {
    return trusting(ScriptedSmtpPeer.open().offerStartTls(certificate));
  }

  private static Postbag distrusting() {
    return Postbag.direct(ScriptedSmtpPeer.open().offerStartTls(certificate), transport -> transport);
  }

  private static Egress direct(TlsPolicy policy) {
    return Egress.direct().tls(policy);
  }

  @Test
  void starttls_is_used_where_it_is_offered_and_the_extensions_are_asked_for_again() {
    try (Postbag bag = distrusting()) {
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.taken()).singleElement().returns(true, ReceivedMail::encrypted);
      assertThat(bag.peer.conversations().getFirst()).filteredOn(line -> line.startsWith("C: EHLO")).hasSize(2);
    }
  }

  @Test
  void messages_share_an_encrypted_connection() {
    try (Postbag bag = trusting()) {
      assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations()).hasSize(1);
      assertThat(bag.peer.taken()).hasSize(2).allMatch(ReceivedMail::encrypted);
    }
  }

  @Test
  void where_encryption_is_required_the_certificate_must_be_trusted() {
    try (Postbag bag = distrusting()) {
      assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(NO_TLS);
      assertThat(bag.peer.seen()).isEmpty();
    }
  }

  @Test
  void where_encryption_is_required_the_certificate_must_be_of_the_host() {
    try (Postbag bag = trusting()) {
      bag.dns.records("b.example", DnsType.MX, "10 mx.other.example.")
          .records("mx.other.example", DnsType.A, "127.0.0.1");
      assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(NO_TLS);
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
    }
  }

  @Test
  void where_encryption_is_required_and_not_offered_nothing_is_said() {
    try (Postbag bag = trusting(ScriptedSmtpPeer.open())) {
      assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(NO_TLS);
      assertThat(bag.peer.conversations().getFirst()).noneMatch(line -> line.startsWith("C: MAIL"));
    }
  }

  @Test
  void where_encryption_fails_it_is_as_if_there_were_none() {
    List<Reaction> failures =
        List.of(Reaction.say("454 4.7.0 Not now"), Reaction.say("500 5.5.1 What"), Reaction.close(),
            Reaction.sayAndClose("220 2.0.0 Ready"));
    for (Reaction failure : failures) {
      try (Postbag bag = trusting()) {
        bag.peer.once(SmtpStep.STARTTLS, failure);
        assertThat(bag.sendBy(direct(TlsPolicy.REQUIRED), "bob@b.example")).as(failure.toString()).isEqualTo(NO_TLS);
        bag.peer.once(SmtpStep.STARTTLS, failure);
        assertThat(bag.sendBy(direct(TlsPolicy.OPPORTUNISTIC), "bob@b.example")).as(failure.toString())
            .isEqualTo(TAKEN);
        assertThat(bag.peer.taken()).singleElement().returns(false, ReceivedMail::encrypted);
      }
    }
  }

  @Test
  void where_no_encryption_is_wanted_none_is_asked_for() {
    try (Postbag bag = trusting()) {
      assertThat(bag.sendBy(direct(TlsPolicy.NONE), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations().getFirst()).doesNotContain("C: STARTTLS");
    }
  }

  @Test
  void a_relay_may_be_encrypted_from_the_first_octet() {
    try (Postbag bag = trusting(ScriptedSmtpPeer.openInTls(certificate))) {
      assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.IMPLICIT), "bob@b.example", "ann@c.example"))
          .isEqualTo(TAKEN + ", " + TAKEN);
      assertThat(bag.peer.taken()).singleElement().returns(true, ReceivedMail::encrypted);
      Egress byFigures = Egress.relay("127.0.0.1", bag.peer.port()).tls(TlsPolicy.IMPLICIT);
      assertThat(bag.sendBy(byFigures, "bob@b.example")).isEqualTo(NO_TLS);
    }
    try (Postbag bag = trusting(ScriptedSmtpPeer.open())) {
      assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.IMPLICIT), "bob@b.example")).isEqualTo(NO_TLS);
    }
  }

  @Test
  void logs_in_by_plain_or_else_by_login() {
    for (String mechanisms : List.of("AUTH PLAIN LOGIN", "AUTH LOGIN")) {
      try (Postbag bag = trusting()) {
        bag.peer.offer(mechanisms);
        assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.REQUIRED).login("ann", "p\u00E4ss word"), "bob@b.example"))
            .isEqualTo(TAKEN);
        assertThat(bag.peer.taken().getFirst().login()).as(mechanisms).contains("ann:p\u00E4ss word");
      }
    }
  }

  @Test
  void logs_in_in_clear_on_this_machine_only() {
    try (Postbag bag = trusting(ScriptedSmtpPeer.open().offer("AUTH PLAIN"))) {
      assertThat(bag.sendBy(bag.relay().login("ann", "secret"), "bob@b.example")).isEqualTo(TAKEN);
    }
  }

  @Test
  void what_leaves_this_machine_is_told_by_its_address() {
    assertThat(OutboundConnection.leavesThisMachine(connectedTo("127.0.0.1"))).isFalse();
    assertThat(OutboundConnection.leavesThisMachine(connectedTo("::1"))).isFalse();
    assertThat(OutboundConnection.leavesThisMachine(connectedTo("10.0.0.1"))).isTrue();
    assertThat(OutboundConnection.leavesThisMachine(connectedTo("2001:db8::1"))).isTrue();
  }

  private static Socket connectedTo(String figures) {
    return new Socket() {
      @Override
      public InetAddress getInetAddress() {
        return AddressRange.literal(figures);
      }
    };
  }

  @Test
  void a_handshake_that_never_comes_is_not_waited_for() {
    Reaction nothing = Reaction.hang();
    try (Postbag bag = Postbag.facing(nothing)) {
      bag.peer.once(SmtpStep.GREETING, nothing);
      assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.IMPLICIT), "bob@b.example")).isEqualTo(NO_TLS);
    }
  }

  @Test
  void without_a_login_nothing_is_handed_over() {
    try (Postbag bag = trusting(ScriptedSmtpPeer.open())) {
      Egress way = bag.relay().login("ann", "secret");
      assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(NO_LOGIN);
      bag.peer.offer("AUTH CRAM-MD5");
      assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(NO_LOGIN);
      bag.peer.offer("AUTH PLAIN");
      for (String refusal : List.of("535 5.7.8 Wrong", "454 4.7.0 Not now", "421 4.3.2 Going down")) {
        bag.peer.once(SmtpStep.AUTH, Reaction.say(refusal));
        assertThat(bag.sendBy(way, "bob@b.example")).as(refusal).isEqualTo(NO_LOGIN);
      }
      bag.peer.once(SmtpStep.AUTH, Reaction.close());
      assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo("UNREACHABLE CONNECTION");
      assertThat(bag.peer.seen()).isEmpty();
      assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(TAKEN);
    }
  }

  @Test
  void a_relay_that_asks_for_a_login_where_there_is_none_says_nothing_of_the_message() {
    for (SmtpStep step : List.of(SmtpStep.MAIL, SmtpStep.RCPT)) {
      try (Postbag bag = Postbag.open()) {
        bag.peer.always(step, Reaction.say("530 5.7.0 Authentication required"));

        assertThat(bag.sendBy(bag.relay(), "bob@b.example")).as(step.name()).isEqualTo(NO_LOGIN);
        assertThat(bag.send("bob@b.example")).as("an exchanger, at " + step)
            .isEqualTo(step == SmtpStep.MAIL ? "NEVER_FROM 530 5.7.0" : "NEVER 530 5.7.0");
        assertThat(bag.peer.seen()).isEmpty();
      }
    }
  }

  @Test
  void who_logs_in_shares_connections_with_nobody_else() {
    try (Postbag bag = trusting(ScriptedSmtpPeer.open().offer("AUTH PLAIN"))) {
      bag.sendBy(bag.relay().login("ann", "one"), "bob@b.example");
      bag.sendBy(bag.relay().login("ann", "two"), "bob@b.example");
      bag.sendBy(bag.relay(), "bob@b.example");
      assertThat(bag.peer.conversations()).hasSize(3);
      assertThat(bag.peer.taken().getLast().login()).isEmpty();
    }
  }
}
