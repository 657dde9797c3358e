package dev.postroom.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.outbound.EnhancedStatus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
  private static final String FOLDER = "/dev/postroom/core/report/";

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = FOLDER + "deliveries.csv", delimiter = '|', numLinesToSkip = 1)
  void a_delivery_report_is_read_as_the_table_says(String sample, String recipients, String classes, String returned)
      throws IOException {
    DeliveryReport report = delivery(ReportSamples.READER.read(ReportSamples.file(sample)));

    assertThat(shown(report.recipients())).isEqualTo(recipients);
    assertThat(report.recipients()
        .stream()
        .map(one -> BounceClass.of(one).map(BounceClass::name).orElse("-"))
        .collect(Collectors.joining(", "))).isEqualTo(classes);
    assertThat(report.returnedMessageId()).contains(returned);
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = FOLDER + "feedback.csv", delimiter = '|', numLinesToSkip = 1)
  void a_feedback_report_is_read_as_the_table_says(String sample, FeedbackReport.Type type,
      @Nullable String recipients, String meaning, String returned) throws IOException {
    Optional<Report> read = ReportSamples.READER.read(ReportSamples.file(sample));

    assertThat(read).get().asInstanceOf(type(FeedbackReport.class)).satisfies(report -> {
      assertThat(report.type()).isEqualTo(type);
      assertThat(report.originalRecipients()).map(EmailAddress::toString)
          .isEqualTo(recipients == null ? List.of() : List.of(recipients.split(" ")));
      assertThat(report.isComplaint()).isEqualTo(meaning.equals("complaint"));
      assertThat(report.returnedMessageId()).contains(returned);
    });
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(resources = FOLDER + "no-reports.csv", numLinesToSkip = 1)
  void what_is_no_report_by_the_standards_is_not_read(String sample) throws IOException {
    assertThat(ReportSamples.READER.read(ReportSamples.file(sample))).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void the_outline_tells_which_messages_are_worth_reading(String sample) throws IOException {
    MessageParser parser = new MessageParser(ParseLimits.STANDARD);

    assertThat(ReportReader.mayBeReport(parser.outline(ReportSamples.file(sample)))).isTrue();
    assertThat(ReportReader.mayBeReport(parser.outline(ReportSamples.file("qmail")))).isFalse();
  }

  static Stream<String> reports() {
    return Stream.of("deliveries.csv", "feedback.csv").flatMap(table -> ReportSamples.names(table).stream());
  }

  @Test
  void all_that_a_report_says_of_a_recipient_is_kept() throws IOException {
    DeliveryReport report = delivery(ReportSamples.READER.read(ReportSamples.file("aliased")));

    assertThat(report.recipients()).containsExactly(
        new RecipientReport(Optional.of(EmailAddress.parse("ann.smith@elsewhere.example")),
            Optional.of(EmailAddress.parse("ann@alias.example")), RecipientReport.Action.FAILED,
            Optional.of(EnhancedStatus.parse("5.1.6")), Optional.of("smtp; 551 5.1.6 User has moved")));
  }

  @Test
  void a_diagnostic_of_several_lines_becomes_one() throws IOException {
    DeliveryReport report = delivery(ReportSamples.READER.read(ReportSamples.file("postfix-unknown-user")));

    assertThat(report.recipients().getFirst().diagnostic()).contains("smtp; 550 5.1.1 <nobody@mx.example>: "
        + "Recipient address rejected: User unknown in virtual mailbox table");
  }

  @Test
  void the_senders_own_mark_of_the_envelope_comes_back() throws IOException {
    assertThat(delivery(ReportSamples.READER.read(ReportSamples.file("one-group"))).envelopeId()).contains("odd-1");
  }

  @Test
  void a_complaint_tells_the_return_path_of_what_was_sent() throws IOException {
    assertThat(ReportSamples.READER.read(ReportSamples.file("arf-yahoo"))).get()
        .asInstanceOf(type(FeedbackReport.class))
        .satisfies(report -> assertThat(report.originalSender())
            .contains(EmailAddress.parse("bounce-r@acme.example")));
  }

  @Test
  void a_report_prints_neither_address_nor_text() throws IOException {
    for (String sample : reports().toList()) {
      assertThat(ReportSamples.READER.read(ReportSamples.file(sample)).orElseThrow().toString()).doesNotContain("@",
          "User", "smtp");
    }
  }

  @Test
  void a_message_that_is_returned_before_the_report_is_not_taken_for_the_one_reported() throws IOException {
    String message = """
        Content-Type: multipart/report; boundary=r

        --r
        Content-Type: message/rfc822

        Message-ID: <before@acme.example>

        --r
        Content-Type: message/delivery-status

        Action: failed
        Status: 5.1.1
        --r
        Content-Type: message/rfc822

        Message-ID: <behind@acme.example>

        --r--
        """;

    assertThat(ReportSamples.read(message)).flatMap(Report::returnedMessageId).contains("behind@acme.example");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 600, 1_000})
  void a_failure_of_the_source_is_thrown_as_it_was(int after) {
    IOException failure = new IOException("disk");
    byte[] octets = ReportSamples.octets("postfix-unknown-user.eml");

    assertThatIOException().isThrownBy(() -> ReportSamples.READER.read(new MessageSource() {
      @Override
      public InputStream open() {
        return new SequenceInputStream(new ByteArrayInputStream(octets, 0, after), failing(failure));
      }

      @Override
      public long size() {
        return octets.length;
      }
    })).isSameAs(failure);
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw failure;
      }
    };
  }

  private static DeliveryReport delivery(Optional<Report> read) {
    assertThat(read).get().isInstanceOf(DeliveryReport.class);
    return (DeliveryReport) read.orElseThrow();
  }

  private static String shown(List<RecipientReport> recipients) {
    return recipients.stream()
        .map(one -> one.finalRecipient().map(EmailAddress::toString).orElse("?") + ' ' + one.action() + ' '
            + one.status().map(EnhancedStatus::toString).orElse("-"))
        .collect(Collectors.joining(", "));
  }
}
