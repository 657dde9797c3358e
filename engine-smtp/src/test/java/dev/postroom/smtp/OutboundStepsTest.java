package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.OutboundContent;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ReceivedMail;
import dev.postroom.testkit.smtp.SmtpStep;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What becomes of a message at whatever step the other server refuses, closes the connection or falls silent. */
class OutboundStepsTest {
  private static final String BUSY = "UNREACHABLE BUSY";
  private static final String CONNECTION = "UNREACHABLE CONNECTION";
  private static final String LOST = "NOT_NOW 0 4.4.2";
  private static final String LATER = "NOT_NOW 450 4.2.0";
  private static final String NEVER = "NEVER 550 5.7.1";
  private static final String NEVER_FROM = "NEVER_FROM 550 5.7.1";
  private static final String CLOSING = "NOT_NOW 421 4.3.2";
  private static final String TAKEN = "TAKEN 250 2.0.0";

  /** One row: what is said to a 450, a 550, a 421, a closed connection, silence, a drip and a flood at a step. */
  private record Row(SmtpStep step, List<String> results) {
    Row(SmtpStep step, String later, String never, String closing, String lost) {
      this(step, List.of(later, never, closing, lost, lost, lost, lost));
    }
  }

  private static final List<Row> TABLE = List.of(
      new Row(SmtpStep.GREETING, BUSY, BUSY, BUSY, CONNECTION),
      new Row(SmtpStep.EHLO, BUSY, TAKEN, BUSY, CONNECTION),
      new Row(SmtpStep.MAIL, LATER, NEVER_FROM, CLOSING, CONNECTION),
      new Row(SmtpStep.RCPT, LATER, NEVER, CLOSING, CONNECTION),
      new Row(SmtpStep.DATA, LATER, NEVER, CLOSING, CONNECTION),
      new Row(SmtpStep.DOT, LATER, NEVER, CLOSING, LOST));

  private static final List<Supplier<Reaction>> REACTIONS = List.of(() -> Reaction.say("450 4.2.0 Later"),
      () -> Reaction.say("550 5.7.1 Never"), () -> Reaction.sayAndClose("421 4.3.2 Going down"), Reaction::close,
      Reaction::hang, Reaction::drip, Reaction::flood);

  @TestFactory
  Stream<DynamicTest> every_step_has_its_answer_and_the_next_message_goes() {
    return TABLE.stream().flatMap(row -> Stream.iterate(0, i -> i < REACTIONS.size(), i -> i + 1).map(i -> {
      Reaction reaction = REACTIONS.get(i).get();
      String expected = row.results().get(i);
      return DynamicTest.dynamicTest(row.step() + " " + reaction + " -> " + expected,
          () -> tryStep(row.step(), reaction, expected));
    }));
  }

  private static void tryStep(SmtpStep step, Reaction reaction, String expected) {
    try (Postbag bag = Postbag.facing(reaction)) {
      bag.peer.once(step, reaction);

      assertThat(bag.send("bob@b.example")).isEqualTo(expected);
      assertThat(bag.peer.taken())
          .hasSize(expected.equals(TAKEN) ? 1 : 0);

      assertThat(bag.send(Letter.of("Subject: next\r\n\r\n"), "bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.taken().getLast().text()).isEqualTo("Subject: next\r\n\r\n");
      assertThat(bag.peer.taken().stream().map(ReceivedMail::text)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_whole_session_is_said_as_rfc_5321_has_it() {
    try (Postbag bag = Postbag.open()) {
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
      assertThat(bag.peer.conversations().getFirst()).containsExactly("S: 220 peer.example ESMTP",
          "C: EHLO out.acme.example",
          "S: 250-peer.example", "S: 250-PIPELINING", "S: 250-SIZE 52428800", "S: 250-8BITMIME", "S: 250-SMTPUTF8",
          "S: 250 ENHANCEDSTATUSCODES", "C: MAIL FROM:<a@acme.example> SIZE=33", "S: 250 2.1.0 Sender OK",
          "C: RCPT TO:<bob@b.example>",
          "S: 250 2.1.5 Recipient OK", "C: DATA", "S: 354 Go ahead", "C~ 33 octets", "S: 250 2.0.0 Taken");
      ReceivedMail mail = bag.peer.taken().getFirst();
      assertThat(mail.text()).isEqualTo(Postbag.LETTER);
      assertThat(mail.recipients()).containsExactly("bob@b.example");
    }
  }

  @Test
  void each_recipient_has_an_answer_of_its_own_in_order() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.recipient("never@b.example", Reaction.say("550 5.1.1 Unknown"));
      bag.peer.recipient("later@b.example", Reaction.say("452 4.2.2 Full"));

      assertThat(bag.send("one@b.example", "never@b.example", "later@b.example", "two@b.example"))
          .isEqualTo("TAKEN 250 2.0.0, NEVER 550 5.1.1, NOT_NOW 452 4.2.2, TAKEN 250 2.0.0");
      assertThat(bag.peer.taken().getFirst().recipients()).containsExactly("one@b.example", "two@b.example");
    }
  }

  @Test
  void an_address_that_is_refused_before_anybody_is_named_is_the_senders() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.MAIL, Reaction.say("550 5.1.1 No such user"));

      assertThat(bag.send("one@b.example", "two@b.example")).isEqualTo("NEVER_FROM 550 5.1.1, NEVER_FROM 550 5.1.1");
    }
  }

  @Test
  void where_nobody_is_accepted_no_message_is_begun() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.always(SmtpStep.RCPT, Reaction.say("550 5.1.1 Unknown"));

      assertThat(bag.send("one@b.example", "two@b.example")).isEqualTo("NEVER 550 5.1.1, NEVER 550 5.1.1");
      assertThat(bag.peer.conversations().getFirst()).doesNotContain("C: DATA").endsWith("C: RSET", "S: 250 2.0.0 OK");
    }
  }

  @Test
  void who_was_accepted_shares_the_answer_to_the_message_and_who_was_not_keeps_its_own() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.recipient("never@b.example", Reaction.say("550 5.1.1 Unknown"));
      bag.peer.always(SmtpStep.DOT, Reaction.say("451 4.7.1 Greylisted"));

      assertThat(bag.send("one@b.example", "never@b.example")).isEqualTo("NOT_NOW 451 4.7.1, NEVER 550 5.1.1");
    }
  }

  @Test
  void a_server_that_closes_while_it_hears_the_recipients_decides_for_those_it_has_not_refused() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.recipient("never@b.example", Reaction.say("550 5.1.1 Unknown"));
      bag.peer.recipient("two@b.example", Reaction.sayAndClose("421 4.7.0 Too many"));

      assertThat(bag.send("one@b.example", "never@b.example", "two@b.example", "three@b.example"))
          .isEqualTo("NOT_NOW 421 4.7.0, NEVER 550 5.1.1, NOT_NOW 421 4.7.0, NOT_NOW 421 4.7.0");
      assertThat(bag.peer.seen()).isEmpty();
    }
  }

  @Test
  void a_refusal_counts_also_when_the_server_hangs_up_after_it() {
    for (SmtpStep step : List.of(SmtpStep.MAIL, SmtpStep.RCPT, SmtpStep.DATA, SmtpStep.DOT)) {
      try (Postbag bag = Postbag.open()) {
        bag.peer.once(step, Reaction.sayAndClose("550 5.7.1 Never"));
        assertThat(bag.send("bob@b.example")).as(step.name()).isEqualTo(step == SmtpStep.MAIL ? NEVER_FROM : NEVER);
      }
    }
  }

  @Test
  void what_a_server_says_before_it_hangs_up_in_the_middle_of_a_message_counts() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.CONTENT, Reaction.sayAndClose("552 5.3.4 Too big"));

      assertThat(bag.send(Letter.of("x".repeat(998).concat("\r\n").repeat(20_000)), "bob@b.example"))
          .isIn("NEVER 552 5.3.4", LOST);
      assertThat(bag.peer.seen()).isEmpty();
    }
  }

  @Test
  void a_connection_that_is_lost_within_a_message_hands_nothing_over() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.CONTENT, Reaction.close());

      assertThat(bag.send(Letter.of("x".repeat(998).concat("\r\n").repeat(20_000)), "bob@b.example")).isEqualTo(LOST);
      assertThat(bag.peer.seen()).isEmpty();
    }
  }

  @Test
  void a_server_that_takes_nothing_of_a_message_is_not_waited_for() {
    Reaction nothing = Reaction.hang();
    try (Postbag bag = Postbag.facing(nothing)) {
      bag.peer.once(SmtpStep.CONTENT, nothing);

      assertThat(bag.send(Letter.of("x".repeat(998).concat("\r\n").repeat(20_000)), "bob@b.example")).isEqualTo(LOST);
      assertThat(bag.peer.seen()).isEmpty();
    }
  }

  @Test
  void whoever_drips_is_held_to_the_time_of_the_whole() {
    SmtpClientLimits limits = SmtpClientLimits.defaults().handOver(Duration.ofMillis(300));
    try (Postbag bag = Postbag.with(limits)) {
      bag.peer.once(SmtpStep.MAIL, Reaction.drip());

      assertThat(bag.send("bob@b.example")).isEqualTo(CONNECTION);
    }
  }

  @Test
  void whoever_floods_is_cut_long_before_its_time() {
    try (Postbag bag = Postbag.open()) {
      bag.peer.once(SmtpStep.MAIL, Reaction.flood());

      assertThat(bag.send("bob@b.example")).isEqualTo(CONNECTION);
    }
  }

  @Test
  void nonsense_is_no_answer() {
    for (String nonsense : List.of("what?", "1", "199 Hm", "600 Hm", "-12 Hm", "99999999999 Hm", "")) {
      for (SmtpStep step : List.of(SmtpStep.MAIL, SmtpStep.RCPT)) {
        try (Postbag bag = Postbag.open()) {
          bag.peer.once(step, Reaction.say(nonsense, "250 OK"));
          assertThat(bag.send("bob@b.example")).as(nonsense).isEqualTo(CONNECTION);
          assertThat(bag.send("bob@b.example")).as(nonsense).isEqualTo(TAKEN);
        }
      }
    }
  }

  @Test
  void a_message_that_cannot_be_read_to_its_end_is_never_ended() {
    try (Postbag bag = Postbag.open()) {
      for (long size : List.of(32L, 34L)) {
        assertThat(bag.send(Letter.of(Postbag.LETTER).sized(size), "bob@b.example")).isEqualTo("NOT_NOW 0 4.3.0");
      }
      assertThat(bag.peer.seen()).isEmpty();
      assertThat(bag.send("bob@b.example")).isEqualTo(TAKEN);
    }
  }

  @Test
  void content_that_fails_is_told_and_where_it_fails_too_late_it_does_not_matter() {
    try (Postbag bag = Postbag.open()) {
      assertThat(sent(bag, new Failing(Failing.Place.OPEN))).isEqualTo("NOT_NOW 0 4.3.0");
      assertThat(sent(bag, new Failing(Failing.Place.READ))).isEqualTo("NOT_NOW 0 4.3.0");
      assertThat(bag.peer.seen()).isEmpty();
      assertThat(sent(bag, new Failing(Failing.Place.CLOSE))).isEqualTo(TAKEN);
    }
  }

  private static String sent(Postbag bag, OutboundContent content) {
    return Postbag.said(bag.handOver(bag.transport.standardEgress(), content, "bob@b.example"));
  }

  /** A message that fails somewhere. */
  private record Failing(Place place) implements OutboundContent {
    enum Place {
      OPEN, READ, CLOSE
    }

    private void at(Place here) throws IOException {
      if (here == place) {
        throw new IOException(place.name());
      }
    }

    @Override
    public InputStream open() throws IOException {
      at(Place.OPEN);
      return new FilterInputStream(new ByteArrayInputStream(new byte[(int) size()])) {
        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
          at(Place.READ);
          return in.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
          at(Place.CLOSE);
        }
      };
    }

    @Override
    public long size() {
      return 5;
    }

    @Override
    public boolean isEightBit() {
      return false;
    }

    @Override
    public boolean isInternational() {
      return false;
    }
  }

  @Test
  void the_null_path_is_said() {
    try (Postbag bag = Postbag.open()) {
      bag.transport.handOver(new Handoff(bag.transport.standardEgress(),
          ReversePath.ofNull(), List.of(EmailAddress.parse("bob@b.example")),
          Letter.of(Postbag.LETTER)));
      assertThat(bag.peer.conversations().getFirst()).contains("C: MAIL FROM:<> SIZE=33");
    }
  }
}
