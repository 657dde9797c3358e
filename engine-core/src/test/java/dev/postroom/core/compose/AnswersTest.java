package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final OwnAddresses OWN =
      new OwnAddresses(List.of(EmailAddress.parse("support@acme.example"), EmailAddress.parse("help@bücher.example")),
          address -> false);
  private static final Answers ANSWERS = new Answers(OWN);
  private static final OutgoingMessage SAID = OutgoingMessage.ofText("Yes.");
  private static final String FROM_ANN = """
      From: Ann <ann@customer.example>
      To: Support <support@acme.example>, bob@customer.example
      Cc: Carol <carol@customer.example>, HELP+tag@xn--bcher-kva.example, Ann@CUSTOMER.example
      Subject: Question
      """;

  @Test
  void an_answer_goes_to_the_author() {
    OutgoingMessage answer = ANSWERS.toAuthor(SAID, received(FROM_ANN));

    assertThat(answer.to()).containsExactly(Addressee.of("Ann", EmailAddress.parse("ann@customer.example")));
    assertThat(answer.cc()).isEmpty();
    assertThat(answer.subject()).contains("Re: Question");
    assertThat(answer.text()).contains("Yes.");
  }

  @Test
  void an_answer_goes_to_where_the_author_wants_it() {
    assertThat(to(ANSWERS.toAuthor(SAID, received(FROM_ANN + "Reply-To: desk@customer.example, x@customer.example\n"))))
        .containsExactly("desk@customer.example", "x@customer.example");
    assertThat(to(ANSWERS.toAuthor(SAID, received(FROM_ANN + "Reply-To: undisclosed\n"))))
        .containsExactly("ann@customer.example");
    assertThat(to(ANSWERS.toAuthor(SAID, received(FROM_ANN + "Reply-To: support+4711@acme.example\n"))))
        .containsExactly("ann@customer.example");
  }

  @Test
  void an_answer_to_all_leaves_out_the_own_addresses_and_names_each_other_once() {
    OutgoingMessage answer = ANSWERS.toAll(SAID, received(FROM_ANN));

    assertThat(to(answer)).containsExactly("ann@customer.example");
    assertThat(cc(answer)).containsExactly("bob@customer.example", "carol@customer.example");
  }

  @Test
  void an_answer_to_what_was_sent_from_here_goes_to_those_whom_it_was_sent_to() {
    Original sent = original("""
        From: Support <support@acme.example>
        To: Ann <ann@customer.example>
        Cc: bob@customer.example
        Subject: Question
        """, Original.Way.SENT);

    assertThat(to(ANSWERS.toAuthor(SAID, sent))).containsExactly("ann@customer.example");
    assertThat(cc(ANSWERS.toAuthor(SAID, sent))).isEmpty();
    assertThat(to(ANSWERS.toAll(SAID, sent))).containsExactly("ann@customer.example");
    assertThat(cc(ANSWERS.toAll(SAID, sent))).containsExactly("bob@customer.example");
  }

  @Test
  void a_stranger_who_writes_as_us_does_not_choose_whom_an_answer_goes_to() {
    Original forged = received("From: support@acme.example\nTo: victim@customer.example\n");

    assertThat(to(ANSWERS.toAuthor(SAID, forged))).containsExactly("support@acme.example");
  }

  @Test
  void a_note_to_oneself_is_answered_to_oneself() {
    Original note = original("From: support@acme.example\nTo: support@acme.example\n", Original.Way.SENT);

    assertThat(to(ANSWERS.toAuthor(SAID, note))).containsExactly("support@acme.example");
    assertThat(to(ANSWERS.toAll(SAID, note))).containsExactly("support@acme.example");
    assertThat(cc(ANSWERS.toAll(SAID, note))).isEmpty();
  }

  @Test
  void what_an_answer_says_itself_counts() {
    OutgoingMessage toBob = SAID.addTo(Addressee.of(EmailAddress.parse("bob@customer.example"))).subject("Other");
    OutgoingMessage andBoss = SAID.addCc(Addressee.of(EmailAddress.parse("boss@acme.example")))
        .addBcc(Addressee.of(EmailAddress.parse("bob@customer.example")));

    assertThat(to(ANSWERS.toAll(toBob, received(FROM_ANN)))).containsExactly("bob@customer.example");
    assertThat(cc(ANSWERS.toAll(toBob, received(FROM_ANN)))).isEmpty();
    assertThat(ANSWERS.toAll(toBob, received(FROM_ANN)).subject()).contains("Other");
    assertThat(to(ANSWERS.toAll(andBoss, received(FROM_ANN)))).containsExactly("ann@customer.example");
    assertThat(cc(ANSWERS.toAll(andBoss, received(FROM_ANN))))
        .containsExactly("boss@acme.example", "carol@customer.example");
  }

  @Test
  void nobody_is_made_up_where_nobody_can_be_answered() {
    assertThat(to(ANSWERS.toAll(SAID, received("From: undisclosed\nSubject: x\n")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Question, Re: Question", "Re: Question, Re: Question", "RE: Question, RE: Question",
      "AW: Frage, AW: Frage", "re[2]: x, re[2]: x", "Re\uff1a質問, Re\uff1a質問", "Fwd: x, Re: Fwd: x",
      "Reply: x, Re: Reply: x", "'', Re:", "=?UTF-8?Q?Re=3A_Gr=C3=BC=C3=9Fe?=, Re: Grüße"})
  void a_subject_is_marked_as_an_answer_once(String subject, String expected) {
    assertThat(ANSWERS.toAuthor(SAID, received("From: ann@customer.example\nSubject: " + subject + '\n')).subject())
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource({"Question, Fwd: Question", "Fwd: x, Fwd: x", "FW: x, FW: x", "WG: x, WG: x", "Re: x, Fwd: Re: x"})
  void a_subject_is_marked_as_passed_on_once(String subject, String expected) {
    assertThat(SubjectLine.ofForward(subject)).isEqualTo(expected);
  }

  @Test
  void a_long_subject_is_cut_to_what_may_be_said() {
    assertThat(SubjectLine.ofAnswer("😀".repeat(500)).length()).isEqualTo(998);
    assertThat(SubjectLine.ofAnswer("a\uD83Db\r\nBcc: x")).isEqualTo("Re: a\ufffdb  Bcc: x");
  }

  private static List<String> to(OutgoingMessage message) {
    return message.to().stream().map(one -> one.address().toString()).toList();
  }

  private static List<String> cc(OutgoingMessage message) {
    return message.cc().stream().map(one -> one.address().toString()).toList();
  }

  private static Original received(String header) {
    return original(header, Original.Way.RECEIVED);
  }

  private static Original original(String header, Original.Way way) {
    Composed message =
        Composed.ofOctets((header + "\nHello.\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    return new Original(message.outline(), message, way);
  }
}
