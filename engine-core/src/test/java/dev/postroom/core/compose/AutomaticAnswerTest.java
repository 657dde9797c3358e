package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.compose.AutomaticAnswer.Cause;
import dev.postroom.core.mime.Outline;
import dev.postroom.error.InvalidInputException;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AutomaticAnswerTest {
  private static final OwnAddresses OWN =
      new OwnAddresses(List.of(EmailAddress.parse("support@acme.example"), EmailAddress.parse("help@acme.example")),
          address -> false);
  private static final String FROM_ANN =
      "From: Ann <ann@customer.example>\nReply-To: list@customer.example\nSubject: Question\n";

  @Test
  void the_answer_goes_to_the_sender_in_the_envelope_whatever_the_header_says() {
    AutomaticAnswer answer = decide(FROM_ANN, "ann@customer.example");
    assertThat(answer)
        .isEqualTo(new AutomaticAnswer.To(Addressee.of("Ann", EmailAddress.parse("ann@customer.example"))));

    assertThat(decide(FROM_ANN, "other@customer.example"))
        .isEqualTo(new AutomaticAnswer.To(Addressee.of(EmailAddress.parse("other@customer.example"))));
  }

  @Test
  void the_answer_is_completed_and_says_no_recipients_itself() {
    AutomaticAnswer.To to = (AutomaticAnswer.To) decide(FROM_ANN, "ann@customer.example");
    OutgoingMessage complete = to.complete(OutgoingMessage.ofText("Thanks."), outline(FROM_ANN));

    assertThat(complete.to()).containsExactly(to.recipient());
    assertThat(complete.subject()).contains("Auto: Question");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> to.complete(OutgoingMessage.to("victim@customer.example"), outline(FROM_ANN)))
        .withMessageStartingWith("recipients: ");
  }

  @ParameterizedTest
  @CsvSource({"Auto-Submitted: auto-replied, AUTOMATIC", "Auto-Submitted: auto-generated; owner=x, AUTOMATIC",
      "Precedence: bulk, BULK", "Precedence: list, BULK", "List-Id: <x.customer.example>, BULK",
      "List-Unsubscribe: <https://x.example>, BULK", "X-Auto-Response-Suppress: All, UNWANTED"})
  void automatic_and_bulk_mail_is_not_answered(String field, Cause cause) {
    assertThat(decide(FROM_ANN + field + '\n', "ann@customer.example")).isEqualTo(new AutomaticAnswer.Withheld(cause));
  }

  @Test
  void what_says_that_it_is_not_automatic_is_answered() {
    assertThat(decide(FROM_ANN + "Auto-Submitted: no\n", "ann@customer.example"))
        .isInstanceOf(AutomaticAnswer.To.class);
  }

  @Test
  void a_message_without_sender_is_not_answered() {
    assertThat(AutomaticAnswer.to(outline(FROM_ANN), ReversePath.ofNull(), OWN))
        .isEqualTo(new AutomaticAnswer.Withheld(Cause.NO_SENDER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"support@acme.example", "HELP@acme.example", "support+4711@acme.example"})
  void own_addresses_are_not_answered(String own) {
    assertThat(decide(FROM_ANN, own)).isEqualTo(new AutomaticAnswer.Withheld(Cause.OWN));
    assertThat(decide("From: x <" + own + ">\n", "ann@customer.example"))
        .isEqualTo(new AutomaticAnswer.Withheld(Cause.OWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"MAILER-DAEMON", "postmaster", "noreply", "no-reply", "No_Reply", "donotreply", "do-not-reply",
          "noreply+4711", "shop.noreply", "bounce", "bounces+123=abc", "owner-list", "list-owner", "list-request",
          "list-bounces", "notifications", "majordomo"})
  void addresses_that_nobody_reads_are_not_answered(String local) {
    assertThat(decide(FROM_ANN, local + "@customer.example")).isEqualTo(new AutomaticAnswer.Withheld(Cause.NOBODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ann", "owner", "request", "norepl", "nora.reply", "bouncer", "anna.post", "master", "supportx",
          "support+x.y", "daemon.hall"})
  void people_whose_addresses_only_look_a_little_like_that_are_answered(String local) {
    assertThat(decide(FROM_ANN, local + "@customer.example")).isInstanceOf(AutomaticAnswer.To.class);
  }

  @Test
  void an_automatic_answer_is_not_answered_automatically() {
    AutomaticAnswer.To to = (AutomaticAnswer.To) decide(FROM_ANN, "ann@customer.example");
    Outline answer = Composed.of(Composition.of(to.complete(OutgoingMessage.ofText("Thanks."), outline(FROM_ANN)),
        Composed.SUPPORT, Composed.STAMP).automatic()).outline();

    assertThat(AutomaticAnswer.to(answer, ReversePath.of(EmailAddress.parse("support@acme.example")),
        new OwnAddresses(List.of(EmailAddress.parse("ann@customer.example")), address -> false)))
        .isEqualTo(new AutomaticAnswer.Withheld(Cause.AUTOMATIC));
  }

  private static AutomaticAnswer decide(String header, String sender) {
    return AutomaticAnswer.to(outline(header), ReversePath.of(EmailAddress.parse(sender)), OWN);
  }

  private static Outline outline(String header) {
    return Composed.ofOctets((header + "\nHello.\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)).outline();
  }
}
