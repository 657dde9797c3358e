package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.Answered;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Never;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NeverFrom;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NotNow;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Taken;
import dev.postroom.spi.outbound.HandoffResult.Unreachable;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.testkit.Damage;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.Tries;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Laws of what is answered to the queue, whatever octets a server says and wherever it stops. */
class OutboundAnswersProps {
  private static final List<String> SESSION =
      List.of("220 peer.example", "250-peer.example\r\n250 SIZE 1000", "250 Sender OK", "250 Recipient OK",
          "250 Recipient OK", "354 Go ahead", "250 Taken");

  private static final Duration GUARD = Duration.ofSeconds(30);

  private static Babbler babbler;
  private static RunningOutbound transport;

  @BeforeContainer
  static void open() {
    babbler = Babbler.open();
    transport = SmtpRelay.to("127.0.0.1", babbler.port())
        .tls(TlsPolicy.NONE)
        .limits(SmtpClientLimits.defaults().maxIdleConnections(0))
        .start(Postbag.HERE, ScriptedDns.empty());
  }

  @AfterContainer
  static void close() {
    transport.close();
    babbler.close();
  }

  private static HandoffResult handOver(Egress way) {
    List<EmailAddress> recipients = List.of(EmailAddress.parse("bob@b.example"), EmailAddress.parse("ann@c.example"));
    return transport.handOver(new Handoff(way, ReversePath.ofNull(), recipients, Letter.of(Postbag.LETTER)));
  }

  @Property
  @Tries(inEveryBuild = 1_500, whenAskedFor = 60_000)
  void whatever_a_server_says_is_an_answer_for_each_recipient_or_no_server(@ForAll("speeches") String speech,
      @ForAll("ways") Egress way) {
    babbler.says(speech);
    assertSound(handOver(way));
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 40_000)
  void a_damaged_session_is_an_answer_for_each_recipient_or_no_server(@ForAll("damagedSessions") String speech) {
    whatever_a_server_says_is_an_answer_for_each_recipient_or_no_server(speech, transport.standardEgress());
  }

  @Property
  @Tries(inEveryBuild = 1_000, whenAskedFor = 200_000)
  void any_text_is_an_answer_in_one_bounded_line(@ForAll @IntRange(min = 200, max = 599) int code,
      @ForAll("texts") String text) {
    Answer answer = new RemoteReply(code, text).answer();
    assertThat(answer.text()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(answer.text().chars()).as("control characters").noneMatch(Character::isISOControl);
  }

  @Example
  void an_answer_without_end_is_no_server() {
    assertTimeoutPreemptively(GUARD, () -> {
      babbler.says("250-x\r\n".repeat(1_000_000));
      assertThat(handOver(transport.standardEgress())).isInstanceOf(Unreachable.class);
      babbler.says("220 " + "x".repeat(8_000_000));
      assertThat(handOver(transport.standardEgress())).isInstanceOf(Unreachable.class);
    });
  }

  private static void assertSound(HandoffResult result) {
    switch (result) {
      case Unreachable(Unreachable.Reason reason) ->
          assertThat(reason).as("what a server says is no fault of this side").isNotEqualTo(Unreachable.Reason.HERE);
      case Answered(List<RecipientResult> results) ->
          assertThat(results).hasSize(2).allSatisfy(OutboundAnswersProps::assertSound);
    }
  }

  private static void assertSound(RecipientResult result) {
    Answer answer = result.answer();
    switch (result) {
      case Taken taken -> assertThat(answer.code()).isBetween(200, 299);
      case NotNow notNow -> assertThat(answer.code()).isBetween(0, 499);
      case Never never -> assertThat(answer.code()).matches(code -> code == 0 || code >= 500 && code <= 599);
      case NeverFrom never -> assertThat(answer.code()).isBetween(500, 599);
    }
    assertThat(answer.text()).hasSizeLessThanOrEqualTo(1_000);
    assertThat(answer.text().chars()).as("control characters").noneMatch(c -> c < ' ' || c == 0x7f);
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 20_000)
  void a_session_that_stops_before_its_last_answer_has_taken_nothing(@ForAll("octets") int octets) {
    String whole = String.join("\r\n", SESSION) + "\r\n";
    babbler.says(whole.substring(0, Math.min(octets, whole.lastIndexOf("250 Taken"))));
    assertNothingIsTaken(handOver(transport.standardEgress()));
  }

  private static void assertNothingIsTaken(HandoffResult result) {
    assertThat(Postbag.said(result)).doesNotContain("TAKEN").doesNotContain("NEVER");
  }

  @Example
  void a_limit_that_was_cut_short_with_the_connection_is_no_limit() {
    babbler.says("220 peer.example\r\n250-peer.example\r\n250 SIZE 1");
    assertThat(Postbag.said(handOver(transport.standardEgress()))).isEqualTo("UNREACHABLE CONNECTION");
  }

  /** Controls: what a client would answer that believes too much, or passes on what it should not. */
  static List<HandoffResult> unsound() {
    RecipientResult taken = new Taken(new Answer(250, Optional.empty(), "Taken"));
    return List.of(new Unreachable(Unreachable.Reason.HERE), new Answered(List.of(taken)),
        new Answered(List.of(taken, new Taken(new Answer(550, Optional.empty(), "No")))),
        new Answered(List.of(taken, new NotNow(new Answer(550, Optional.empty(), "No")))),
        new Answered(List.of(taken, new Never(new Answer(450, Optional.empty(), "Later")))),
        new Answered(List.of(taken, new NeverFrom(new Answer(250, Optional.empty(), "Taken")))),
        new Answered(List.of(taken, new Taken(new Answer(250, Optional.empty(), "x".repeat(1_001))))),
        new Answered(List.of(taken, new Taken(new Answer(250, Optional.empty(), "two\r\nlines")))));
  }

  @Example
  void an_answer_that_is_not_sound_is_found_out() {
    assertThat(unsound())
        .allSatisfy(result -> assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertSound(result)));
  }

  @Example
  void a_client_that_takes_everything_for_taken_is_found_out() {
    RecipientResult taken = new Taken(new Answer(250, Optional.empty(), "Taken"));
    HandoffResult always = new Answered(List.of(taken, taken));
    List<String> refused = List.of("220 x", "250 x", "250 x", "250 x", "250 x", "354 x", "550 x");

    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertNothingIsTaken(always));
    assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertOnlyWhatWasAccepted(always, refused));
  }

  /** The control of the laws above: said to its end, the session takes the message. */
  @Example
  void a_session_that_comes_to_its_end_has_taken_the_message() {
    babbler.says(String.join("\r\n", SESSION) + "\r\n");
    assertThat(Postbag.said(handOver(transport.standardEgress()))).isEqualTo("TAKEN 250, TAKEN 250");
  }

  @Property
  @Tries(inEveryBuild = 500, whenAskedFor = 20_000)
  void only_who_was_told_to_go_ahead_and_was_accepted_is_taken(@ForAll("replies") List<String> replies) {
    babbler.says(String.join("\r\n", replies) + "\r\n");
    assertOnlyWhatWasAccepted(handOver(transport.standardEgress()), replies);
  }

  private static void assertOnlyWhatWasAccepted(HandoffResult result, List<String> replies) {
    if (Postbag.said(result).contains("TAKEN")) {
      assertThat(replies.get(5)).startsWith("354");
      assertThat(replies.get(6)).startsWith("2");
      assertThat(replies.subList(3, 5)).anyMatch(reply -> reply.startsWith("2"));
    }
  }

  @Provide
  Arbitrary<String> damagedSessions() {
    byte[] whole = (String.join("\r\n", SESSION) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    return Damage.damages("250 ", "250-", "354 x\r\n", "550 5.1.1 x\r\n", "421 4.3.2 x\r\n", "\r\n", "\n", "\r", "\0",
        "-", " ", "9", "x".repeat(9_000), "SIZE 99999999999999999999", "\u00FF")
        .map(damages -> new String(Damage.of(whole, damages), StandardCharsets.ISO_8859_1));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces = Arbitraries.oneOf(reply(), Arbitraries.strings().all().ofMaxLength(20),
        Arbitraries.of("\r\n", "\n", "\r", "5.1.1 ", "5.1.1", "9.9.9", "\u0085", "\uD83D", "\u00FC", "\u2028"));
    return pieces.list().ofMaxSize(30).map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<Integer> octets() {
    return Arbitraries.integers().between(0, 200);
  }

  @Provide
  Arbitrary<Egress> ways() {
    Egress plain = Egress.relay("127.0.0.1", babbler.port()).tls(TlsPolicy.NONE);
    return Arbitraries.frequencyOf(Tuple.of(4, Arbitraries.just(plain)),
        Tuple.of(1, Arbitraries.of(plain.tls(TlsPolicy.OPPORTUNISTIC), plain.tls(TlsPolicy.REQUIRED),
            plain.tls(TlsPolicy.IMPLICIT), plain.login("ann", "secret"))));
  }

  /** As much of a session as it likes, then anything. */
  @Provide
  Arbitrary<String> speeches() {
    Arbitrary<Character> octet = Arbitraries.chars().range((char) 0, (char) 255);
    Arbitrary<String> raw = octet.array(char[].class).ofMaxSize(40).map(String::new);
    Arbitrary<String> line = Arbitraries.frequencyOf(Tuple.of(3, reply()), Tuple.of(2, raw),
        Tuple.of(1, raw.map(text -> "550 5.1.1 " + text)), Tuple.of(1, raw.map(text -> "250-" + text)));
    return Combinators
        .combine(Arbitraries.integers().between(0, SESSION.size()), line.list().ofMaxSize(8),
            Arbitraries.of("\r\n", "\n", "\r", ""))
        .as((steps, lines, end) -> {
          List<String> all = new ArrayList<>(SESSION.subList(0, steps));
          all.addAll(lines);
          return String.join("\r\n", all) + end;
        });
  }

  private static Arbitrary<String> reply() {
    return Arbitraries.of("220 x", "221 x", "235 x", "250 x", "250-x", "250", "250-STARTTLS\r\n250 AUTH PLAIN LOGIN",
        "250-SIZE 99999999999999999999\r\n250 SMTPUTF8 ", "250-\r\n250-=\r\n250 AUTH", "334 x", "334", "354 x", "354-x",
        "421 4.3.2 x", "450 4.2.0 x", "550 5.1.1 x", "550-5.1.1 x", "000 x", "199 x", "600 x", "-50 x", "+25 x", "25",
        "", " ", "2500 x", "550 " + "x".repeat(70_000), "250-x\r\n550 x");
  }

  /** One line for each command of a session. */
  @Provide
  Arbitrary<List<String>> replies() {
    Arbitrary<String> end = Arbitraries.of("250 x", "354 x", "450 x", "550 x", "220 x");
    return end.list().ofSize(7).map(free -> {
      List<String> replies = new ArrayList<>(free);
      replies.set(0, "220 x");
      replies.set(1, "250 x");
      replies.set(2, "250 x");
      return replies;
    });
  }
}
