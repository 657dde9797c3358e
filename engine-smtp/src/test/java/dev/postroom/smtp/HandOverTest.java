package dev.postroom.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Egress;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answered;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Never;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.NotNow;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult.Taken;
import dev.postroom.spi.outbound.HandoffResult.Unreachable;
import dev.postroom.spi.outbound.OutboundContent;
import dev.postroom.spi.outbound.RunningOutbound;
import dev.postroom.testkit.ScriptedDns;
import dev.postroom.testkit.smtp.Reaction;
import dev.postroom.testkit.smtp.ScriptedSmtpPeer;
import dev.postroom.testkit.smtp.SmtpStep;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Hands messages over to a relay that a script plays: what it does at each step, and what is answered to the queue. */
class HandOverTest {
  private static final String LETTER = "Subject: Hello\r\n\r\n.dots at the beginning\r\n..and more\r\n";
  private static final SmtpClientLimits SHORT = SmtpClientLimits.defaults()
      .reply(Duration.ofMillis(300))
      .connect(Duration.ofMillis(500))
      .handOver(Duration.ofSeconds(2))
      .close(Duration.ofMillis(200));

  private final ScriptedSmtpPeer peer = ScriptedSmtpPeer.open();
  private final RunningOutbound transport =
      start(SmtpRelay.to("127.0.0.1", peer.port()).tls(TlsPolicy.NONE).limits(SHORT));

  private static RunningOutbound start(SmtpRelay relay) {
    return relay.start(DomainName.of("mx.postroom.example"), ScriptedDns.empty());
  }

  @AfterEach
  void close() {
    transport.close();
    peer.release();
    peer.close();
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Octets(byte[] octets) implements OutboundContent {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(octets);
    }

    @Override
    public long size() {
      return octets.length;
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

  private static Handoff letter(Egress egress, String text, String... recipients) {
    return new Handoff(egress, ReversePath.of(EmailAddress.parse("bounce@acme.example")),
        Arrays.stream(recipients).map(EmailAddress::parse).toList(),
        new Octets(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private HandoffResult handOver(String... recipients) {
    return transport.handOver(letter(transport.standardEgress(), LETTER, recipients));
  }

  @Test
  void a_message_arrives_octet_by_octet_and_the_connection_serves_the_next_one() {
    for (int i = 0; i < 3; i++) {
      assertThat(handOver("ada@elsewhere.example")).isInstanceOfSatisfying(Answered.class,
          answered -> assertThat(answered.recipients()).singleElement().isInstanceOf(Taken.class));
    }
    assertThat(peer.taken()).hasSize(3).allSatisfy(mail -> {
      assertThat(new String(mail.octets(), StandardCharsets.ISO_8859_1)).isEqualTo(LETTER);
      assertThat(mail.sender()).isEqualTo("bounce@acme.example");
      assertThat(mail.recipients()).containsExactly("ada@elsewhere.example");
    });
    assertThat(peer.conversations()).as("connections").hasSize(1);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(arguments(SmtpStep.GREETING, "421 4.3.2 Later", Unreachable.class),
        arguments(SmtpStep.GREETING, "554 5.3.2 Not you", Unreachable.class),
        arguments(SmtpStep.MAIL, "451 4.3.0 Later", NotNow.class),
        arguments(SmtpStep.MAIL, "550 5.7.1 Never", Never.class),
        arguments(SmtpStep.RCPT, "450 4.2.1 Later", NotNow.class),
        arguments(SmtpStep.RCPT, "550 5.1.1 No such user", Never.class),
        arguments(SmtpStep.DATA, "451 4.3.0 Later", NotNow.class),
        arguments(SmtpStep.DATA, "554 5.7.1 Never", Never.class),
        arguments(SmtpStep.DOT, "452 4.3.1 Later", NotNow.class),
        arguments(SmtpStep.DOT, "552 5.3.4 Never", Never.class));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_refusal_at_each_step_is_answered_as_what_it_means(SmtpStep step, String reply, Class<?> expected) {
    peer.always(step, Reaction.say(reply));
    assertThat(meaning(handOver("ada@elsewhere.example"))).isInstanceOf(expected);
    assertThat(peer.taken()).isEmpty();
  }

  private static Object meaning(HandoffResult result) {
    return result instanceof Answered answered ? answered.recipients().get(0) : result;
  }

  static Stream<Arguments> steps() {
    return Stream.of(SmtpStep.GREETING, SmtpStep.EHLO, SmtpStep.MAIL, SmtpStep.RCPT, SmtpStep.DATA, SmtpStep.CONTENT,
        SmtpStep.DOT).flatMap(step -> Stream.of(arguments(step, Reaction.close()), arguments(step, Reaction.hang())));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void a_line_that_is_dropped_or_silent_at_any_step_is_tried_again_later_and_never_taken_for_an_answer(SmtpStep step,
      Reaction reaction) {
    peer.always(step, reaction);
    assertThat(meaning(handOver("ada@elsewhere.example"))).isNotInstanceOfAny(Taken.class, Never.class);
    if (step != SmtpStep.DOT) {
      assertThat(peer.taken()).as("what is not ended by a dot is no message").isEmpty();
    }
  }

  @Test
  void of_several_recipients_each_has_its_own_answer_in_their_order() {
    peer.recipient("full@elsewhere.example", Reaction.say("452 4.2.2 Full"))
        .recipient("ghost@elsewhere.example", Reaction.say("550 5.1.1 No such user"));
    HandoffResult result = handOver("ghost@elsewhere.example", "ada@elsewhere.example", "full@elsewhere.example");

    assertThat(result).isInstanceOfSatisfying(Answered.class, answered -> {
      List<RecipientResult> recipients = answered.recipients();
      assertThat(recipients.get(0)).isInstanceOfSatisfying(Never.class,
          never -> assertThat(never.answer().status()).hasToString("Optional[5.1.1]"));
      assertThat(recipients.get(1)).isInstanceOf(Taken.class);
      assertThat(recipients.get(2)).isInstanceOf(NotNow.class);
    });
    assertThat(peer.taken()).singleElement()
        .satisfies(mail -> assertThat(mail.recipients()).containsExactly("ada@elsewhere.example"));
  }

  @Test
  void nobody_listening_is_unreachable() {
    peer.close();
    assertThat(handOver("ada@elsewhere.example"))
        .isEqualTo(new Unreachable(Unreachable.Reason.CONNECTION));
  }

  @Test
  void without_the_encryption_that_is_asked_for_nothing_is_said() {
    Egress required = Egress.relay("127.0.0.1", peer.port());
    assertThat(transport.handOver(letter(required, LETTER, "ada@elsewhere.example")))
        .isEqualTo(new Unreachable(Unreachable.Reason.TLS));
    assertThat(peer.seen()).isEmpty();
  }

  @Property(tries = 40)
  void whatever_lines_there_are_they_arrive_as_they_were(@ForAll("letters") String text) {
    try (ScriptedSmtpPeer taking = ScriptedSmtpPeer.open();
        RunningOutbound sending = start(SmtpRelay.to("127.0.0.1", taking.port()).tls(TlsPolicy.NONE))) {
      sending.handOver(letter(sending.standardEgress(), text, "ada@elsewhere.example"));
      assertThat(taking.taken()).singleElement()
          .satisfies(mail -> assertThat(new String(mail.octets(), StandardCharsets.ISO_8859_1)).isEqualTo(text));
    }
    close();
  }

  @Provide
  Arbitrary<String> letters() {
    return Arbitraries.of("", ".", "..", ".a", "a", "From here", "a b c", "x".repeat(900))
        .list()
        .ofMinSize(1)
        .ofMaxSize(20)
        .map(lines -> "Subject: s\r\n\r\n" + String.join("\r\n", lines) + "\r\n");
  }
}
