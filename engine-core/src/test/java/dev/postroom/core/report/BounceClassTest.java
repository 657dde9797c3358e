package dev.postroom.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.report.RecipientReport.Action;
import dev.postroom.outbound.EnhancedStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BounceClassTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      550 5.1.1 <nobody@mx.example>: Recipient address rejected: User unknown in local recipient table | HARD
      550 5.1.1 The email account that you tried to reach does not exist                               | HARD
      550 5.1.2 Host unknown                                                                           | HARD
      553 5.1.3 User address syntax error                                                              | HARD
      551 5.1.6 User has moved; please try elsewhere                                                   | HARD
      550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup            | HARD
      556 5.1.10 Recipient address has null MX                                                         | HARD
      556 Domain does not accept mail                                                                  | HARD
      421 4.4.2 Connection timed out                                                                   | SOFT
      421 Try again later                                                                              | SOFT
      450 4.7.1 Greylisted, please try again in 300 seconds                                            | SOFT
      450 4.2.1 The user you are trying to contact is receiving mail too quickly                       | SOFT
      450 5.1.1 A reply that contradicts itself                                                        | SOFT
      550 4.1.1 Another one                                                                            | SOFT
      451 4.3.0 Temporary system problem                                                               | SOFT
      452 4.2.2 The email account that you tried to reach is over quota                                | SOFT
      452 4.5.3 Too many recipients                                                                    | SOFT
      550 5.2.0 Mailbox unavailable                                                                    | SOFT
      550 5.2.1 The email account that you tried to reach is disabled                                  | SOFT
      552 5.2.2 Mailbox is full                                                                        | SOFT
      552 Requested mail action aborted: exceeded storage allocation                                   | SOFT
      552 5.0.0 Quota exceeded                                                                         | SOFT
      554 5.3.1 Mail system full                                                                       | SOFT
      554 5.4.7 Delivery expired (message too old)                                                     | SOFT
      550 5.7.1 Service unavailable; client blocked using bl.example                                   | POLICY
      550 5.7.26 This mail is unauthenticated                                                          | POLICY
      550 5.7.1 No such user here, says a filter                                                       | POLICY
      554 5.7.9 Message not accepted for policy reasons                                                | POLICY
      525 5.7.13 User account disabled                                                                 | POLICY
      550 Requested action not taken: mailbox unavailable                                              | OTHER
      550 No such user here                                                                            | OTHER
      550 Sender verify failed: no such user                                                           | OTHER
      550 5.0.0 Rejected                                                                               | OTHER
      550 5.1.0 Address rejected                                                                       | OTHER
      554 5.1.0 Sender denied                                                                          | OTHER
      553 5.1.4 Ambiguous address                                                                      | OTHER
      553 5.1.7 Bad sender's mailbox address syntax                                                    | OTHER
      550 5.1.8 Sender's domain does not exist                                                         | OTHER
      550 5.2.3 Message length exceeds administrative limit                                            | OTHER
      552 5.3.4 Message size exceeds fixed maximum message size                                        | OTHER
      550 5.4.1 Recipient address rejected: Access denied                                              | OTHER
      554 5.4.6 Too many hops                                                                          | OTHER
      550 5.5.0 Requested action not taken: mailbox unavailable                                        | OTHER
      501 5.5.2 Syntax error                                                                           | OTHER
      554 5.6.0 Content not accepted                                                                   | OTHER
      551 User not local                                                                               | OTHER
      553 Mailbox name not allowed                                                                     | OTHER
      553 Sorry, that domain isn't in my list of allowed rcpthosts                                     | OTHER
      554 Transaction failed                                                                           | OTHER
      521 Server does not accept mail                                                                  | OTHER
      530 5.7.0 Authentication required                                                                | POLICY
      535 Authentication credentials invalid                                                           | OTHER
      """)
  void a_reply_is_classified_as_the_table_says(String reply, BounceClass expected) {
    Optional<EnhancedStatus> status = EnhancedStatus.find(reply.substring(4));

    assertThat(BounceClass.of(Integer.parseInt(reply.substring(0, 3)), status)).isEqualTo(expected);
    assertThat(BounceClass.of(failed(Optional.empty(), "smtp; " + reply))).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      5.1.1 | smtp; 550 5.1.1 User unknown                   | HARD
      5.1.1 | smtp; 550 Rejected                             | HARD
      5.1.1 | x-unix; user unknown                           | HARD
      5.1.1 |                                                | HARD
      5.0.0 | smtp; 550 5.1.1 User unknown                   | HARD
      5.0.0 | smtp; 550-5.1.1 User unknown 550 5.1.1 Really  | HARD
      5.0.0 | SMTP;550 5.1.1 User unknown                    | HARD
      5.0.0 | smtp; 550 #5.1.1 User unknown                  | HARD
      5.0.0 | smtp; 5.1.1 - Bad destination email address    | HARD
      5.0.0 | 550 5.1.1 User unknown                         | OTHER
      5.0.0 | x-postfix; 550 5.1.1 User unknown              | OTHER
      5.0.0 | smtp; 550 No such user                         | OTHER
      5.1.1 | smtp; 554 5.7.1 Refused                        | POLICY
      5.7.1 | smtp; 550 5.1.1 User unknown                   | POLICY
      5.1.1 | smtp; 550 5.3.0 Refused                        | OTHER
      5.1.8 | smtp; 550 5.1.1 Sender unknown                 | OTHER
      5.1.1 | smtp; 452 4.2.2 Mailbox full                   | SOFT
      5.1.1 | smtp; 450 Try again                            | SOFT
      5.0.0 | smtp; 552 Mailbox full                         | SOFT
      5.4.7 | smtp; 421 4.7.0 Try again later                | SOFT
      4.4.7 | smtp; 550 5.1.1 User unknown                   | SOFT
      2.0.0 |                                                | OTHER
            | smtp; 550 5.1.1 User unknown                   | HARD
            |                                                | OTHER
      """)
  void of_what_a_report_says_in_two_places_the_more_cautious_counts(@Nullable String status,
      @Nullable String diagnostic, BounceClass expected) {
    Optional<EnhancedStatus> code = Optional.ofNullable(status).map(EnhancedStatus::parse);

    assertThat(BounceClass.of(failed(code, diagnostic))).contains(expected);
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void only_what_failed_for_good_can_be_hard(Action action) {
    RecipientReport report = new RecipientReport(Optional.empty(), Optional.empty(), action,
        Optional.of(EnhancedStatus.parse("5.1.1")), Optional.empty());

    assertThat(BounceClass.of(report)).isEqualTo(switch (action) {
      case FAILED -> Optional.of(BounceClass.HARD);
      case DELAYED -> Optional.of(BounceClass.SOFT);
      case DELIVERED, RELAYED, EXPANDED -> Optional.empty();
    });
  }

  private static RecipientReport failed(Optional<EnhancedStatus> status, @Nullable String diagnostic) {
    return new RecipientReport(Optional.empty(), Optional.empty(), Action.FAILED, status,
        Optional.ofNullable(diagnostic));
  }
}
