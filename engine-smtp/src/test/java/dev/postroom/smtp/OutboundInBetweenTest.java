package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.testkit.smtp.PeerCertificate;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What goes wrong before a message is spoken of, between two messages and after the last: it never costs a message. */
@Timeout(60)
class OutboundInBetweenTest {
  private static final String TAKEN = "TAKEN 250 2.0.0";
  private static final List<Reaction> FAILURES = List.of(Reaction.say("450 4.7.0 Later"),
      Reaction.say("550 5.7.1 Never"), Reaction.sayAndClose("421 4.3.2 Going down"), Reaction.close(), Reaction.hang(),
      Reaction.flood());

  private static PeerCertificate certificate;

  @BeforeAll
  static void certify() {
    certificate = PeerCertificate.of("localhost");
  }

  private static Postbag encrypting(SmtpClientLimits limits) {
    return Postbag.direct(ScriptedSmtpPeer.open().offerStartTls(certificate),
        transport -> transport.limits(limits).trust(certificate.trustingContext()));
  }

  private static Stream<DynamicTest> afterEachFailure(Consumer<Reaction> test) {
    return FAILURES.stream().map(failure -> DynamicTest.dynamicTest(failure.toString(), () -> test.accept(failure)));
  }

  @TestFactory
  Stream<DynamicTest> a_required_encryption_that_fails_lets_nothing_be_said_and_is_tried_anew() {
    return afterEachFailure(failure -> {
      try (Postbag bag = encrypting(Postbag.limitsFacing(failure))) {
        Egress way = bag.relay().tls(TlsPolicy.REQUIRED);
        bag.peer.once(SmtpStep.STARTTLS, failure);
        assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo("UNREACHABLE TLS");
        assertThat(bag.peer.conversations().getFirst()).noneMatch(line -> line.startsWith("C: MAIL"));
        assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(TAKEN);
        assertThat(bag.peer.taken()).singleElement().returns(true, ReceivedMail::encrypted);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> an_encryption_that_fails_where_it_is_not_required_costs_a_second_connection() {
    return afterEachFailure(failure -> {
      try (Postbag bag = encrypting(Postbag.limitsFacing(failure))) {
        bag.peer.once(SmtpStep.STARTTLS, failure);
        assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.OPPORTUNISTIC), "bob@b.example")).isEqualTo(TAKEN);
        assertThat(bag.peer.conversations()).hasSize(2);
        assertThat(bag.peer.taken()).singleElement().returns(false, ReceivedMail::encrypted);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> a_login_that_fails_hands_nothing_over_and_is_tried_anew() {
    return afterEachFailure(failure -> {
      try (Postbag bag = Postbag.facing(failure)) {
        bag.peer.offer("AUTH PLAIN").once(SmtpStep.AUTH, failure);
        Egress way = bag.relay().login("ann", "secret");
        boolean said = failure instanceof Reaction.Say || failure instanceof Reaction.SayAndClose;
        assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(said ? "UNREACHABLE LOGIN" : "UNREACHABLE CONNECTION");
        assertThat(bag.peer.seen()).isEmpty();
        assertThat(bag.sendBy(way, "bob@b.example")).isEqualTo(TAKEN);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> a_connection_that_fails_between_two_messages_costs_neither() {
    return afterEachFailure(failure -> {
      try (Postbag bag = Postbag.facing(failure)) {
        assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
        bag.peer.once(SmtpStep.RSET, failure);
        assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
        assertThat(bag.peer.conversations()).hasSize(2);
        assertThat(bag.peer.taken()).hasSize(2);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> a_connection_that_fails_after_a_refusal_leaves_the_refusal_as_it_is() {
    return afterEachFailure(failure -> {
      try (Postbag bag = Postbag.facing(failure)) {
        bag.peer.once(SmtpStep.RCPT, Reaction.say("550 5.1.1 Unknown")).once(SmtpStep.RSET, failure);
        assertThat(bag.send("bob@b.example")).isEqualTo("NEVER 550 5.1.1");
        assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      }
    });
  }

  @TestFactory
  Stream<DynamicTest> whatever_is_answered_to_the_farewell_no_connection_is_left() {
    return afterEachFailure(failure -> {
      try (Postbag bag = Postbag.facing(failure)) {
        bag.send("bob@b.example");
        bag.peer.always(SmtpStep.QUIT, failure);
        bag.transport.close();
        bag.peer.release();
        Awaitility.await().until(() -> {
          bag.peer.release();
          return bag.peer.connected() == 0;
        });
        assertThat(bag.transport.idle()).isZero();
      }
    });
  }

  @Test
  void what_is_said_in_clear_after_starttls_is_not_heard_in_tls() {
    try (Postbag bag = encrypting(Postbag.PATIENT)) {
      bag.peer.once(SmtpStep.STARTTLS,
          Reaction.say("220 2.0.0 Ready", "250-evil.example", "250 SIZE 1", "220 2.0.0 Ready"));
      assertThat(bag.sendBy(bag.relay().tls(TlsPolicy.REQUIRED), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.seen()).allMatch(ReceivedMail::encrypted);
      assertThat(bag.peer.seen()).allMatch(mail -> mail.parameters().equals(List.of("SIZE=33")));
    }
  }

  @Test
  void nobody_listening_is_no_connection_and_costs_no_time_of_the_message() {
    try (Postbag bag = Postbag.with(SmtpClientLimits.defaults().connect(Duration.ofMillis(300)))) {
      bag.peer.close();
      assertThat(bag.sendBy(bag.relay(), "bob@b.example")).isEqualTo("UNREACHABLE CONNECTION");
      assertThat(bag.send("bob@b.example")).isEqualTo("UNREACHABLE CONNECTION");
    }
  }
}
