package dev.postroom.core.report;

import dev.postroom.core.mime.PartStart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/** The content of message/feedback-report. */
final class FeedbackFields {
  private static final int MAX_RECIPIENTS = 100;

  private FeedbackFields() {}

  static Optional<Report> read(PartStart part, Optional<String> returnedId) {
    try (InputStream octets = part.open()) {
      ReportFields fields = new ReportFields(new InternetHeaders(octets));
      return fields.word("Feedback-Type")
          .map(word -> new FeedbackReport(type(word),
              fields.addresses("Original-Rcpt-To", MAX_RECIPIENTS),
              fields.addresses("Original-Mail-From", 1).stream().findFirst(), returnedId));
    } catch (MessagingException | IOException | RuntimeException notUnderstood) {
      return Optional.empty();
    }
  }

  private static FeedbackReport.Type type(String word) {
    return Stream.of(FeedbackReport.Type.values())
        .filter(type -> type.name().equalsIgnoreCase(word.replace('-', '_')))
        .findFirst()
        .orElse(FeedbackReport.Type.OTHER);
  }
}
