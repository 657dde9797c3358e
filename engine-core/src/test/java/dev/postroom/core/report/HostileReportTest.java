package dev.postroom.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports that are built to cost more than they weigh. The time-out only guards against one that never ends. */
class HostileReportTest {
  private static final Duration GUARD = Duration.ofSeconds(20);
  private static final String STATUS = "message/delivery-status";
  private static final String FEEDBACK = "message/feedback-report";
  private static final String FIELDS =
      "Final-Recipient: rfc822; nobody@mx.example\r\nAction: failed\r\nStatus: 5.1.1\r\n";

  @ParameterizedTest(name = "{0}")
  @MethodSource({"deliveries", "feedback", "structures"})
  void a_hostile_report_gives_a_bounded_answer(String name, String message, int recipients) {
    Optional<Report> read = assertTimeoutPreemptively(GUARD, () -> ReportSamples.read(message));

    assertThat(read.map(HostileReportTest::recipients).orElse(0)).isEqualTo(recipients);
  }

  static Stream<Arguments> deliveries() {
    String top = "Reporting-MTA: dns; mx.example\r\n\r\n";
    return Stream.of(
        arguments("100 recipients", delivery(top + groups(100)), 100),
        arguments("10,000 recipients", delivery(top + groups(10_000)), 100),
        arguments("10,000 groups about nobody", delivery(top + "X: y\r\n\r\n".repeat(10_000) + FIELDS), 0),
        arguments("blank lines", delivery("\r\n".repeat(1_000_000) + FIELDS), 0),
        arguments("line feeds", delivery("\n".repeat(64 * 1024)), 0),
        arguments("carriage returns", delivery("\r".repeat(1_000_000)), 0),
        arguments("one field of 3 MB", delivery(FIELDS + "Diagnostic-Code: " + "x".repeat(3_000_000)), 1),
        arguments("one folded field", delivery(FIELDS + "Diagnostic-Code: smtp" + "\r\n x".repeat(750_000)), 1),
        arguments("fields without end", delivery(FIELDS + "X: y\r\n".repeat(500_000)), 1),
        arguments("fields of one name", delivery(FIELDS.repeat(1_000)), 1),
        arguments("continuations only", delivery(" \r\n".repeat(500_000)), 0),
        arguments("a long address", delivery("Final-Recipient: rfc822; " + "a@".repeat(30_000) + "\r\n" + FIELDS), 1),
        arguments("escapes", delivery("Final-Recipient: utf-8; " + "\\x{110000}".repeat(80) + "@b.example\r\n"
            + "Action: failed\r\n"), 1),
        arguments("surrogates", delivery("Final-Recipient: utf-8; \\x{D83D}@\\x{DE00}.example\r\nAction: failed\r\n"),
            1));
  }

  static Stream<Arguments> feedback() {
    String top = "Feedback-Type: abuse\r\n";
    return Stream.of(
        arguments("10,000 recipients of a complaint",
            ReportSamples.report(FEEDBACK, top + "Original-Rcpt-To: a@b.example\r\n".repeat(10_000)), 100),
        arguments("no recipients of a complaint",
            ReportSamples.report(FEEDBACK, top + "Original-Rcpt-To: nobody\r\n".repeat(10_000)), 0),
        arguments("a type of 1 MB", ReportSamples.report(FEEDBACK, "Feedback-Type: " + "x".repeat(1_000_000)), 0),
        arguments("a type of blanks", ReportSamples.report(FEEDBACK, "Feedback-Type:" + " ".repeat(1_000_000)), 0));
  }

  static Stream<Arguments> structures() {
    String part = "--r\r\nContent-Type: " + STATUS + "\r\n\r\n" + FIELDS;
    String top = "Content-Type: multipart/report; boundary=r\r\n\r\n";
    String returned = "--r\r\nContent-Type: message/rfc822\r\n\r\n";
    return Stream.of(
        arguments("10,000 reports in one", top + part.repeat(10_000) + "--r--\r\n", 1),
        arguments("a returned message of 20 MB", top + part + returned + "X: " + "y".repeat(20_000_000), 1),
        arguments("a returned message of boundaries", top + part + returned
            + "Content-Type: multipart/mixed; boundary=c\r\n\r\n" + "--c\r\n".repeat(200_000), 1),
        arguments("a Message-ID without end", top + part + returned + "Message-ID: <" + "x".repeat(3_000_000), 1),
        arguments("base64 of nothing", top + "--r\r\nContent-Transfer-Encoding: base64\r\nContent-Type: " + STATUS
            + "\r\n\r\n" + "!".repeat(5_000_000), 0),
        arguments("a report behind 1,001 parts", top + "--r\r\n\r\nx\r\n".repeat(1_001) + part, 0),
        arguments("no end", top + part, 1),
        arguments("no multipart", "Content-Type: " + STATUS + "\r\n\r\n" + FIELDS, 1));
  }

  private static String delivery(String fields) {
    return ReportSamples.report(STATUS, fields);
  }

  private static String groups(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> FIELDS.replace("nobody", "n" + number))
        .collect(Collectors.joining("\r\n"));
  }

  private static int recipients(Report report) {
    return switch (report) {
      case DeliveryReport delivery -> delivery.recipients().size();
      case FeedbackReport feedback -> feedback.originalRecipients().size();
    };
  }
}
