package dev.postroom.core.report;

import dev.postroom.core.mime.MessageParser;
import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.Outline;
import dev.postroom.core.mime.ParseLimits;
import dev.postroom.core.mime.PartSearch;
import dev.postroom.core.mime.PartStart;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the report in a message, if it is one: a pure function of its octets. The first part with the fields of a report counts,
 * and the first returned message behind it. What a message may cost is bounded as for an outline, and of either part 64 KiB are
 * looked at. Nothing in a message makes it throw: what is not understood is no report. One reader may serve all threads.
 */
public final class ReportReader {
  private static final int MAX_OCTETS = 64 * 1024;
  private static final String FEEDBACK = "message/feedback-report";
  private static final Set<String> REPORTS =
      Set.of("message/delivery-status", "message/global-delivery-status", FEEDBACK);
  private static final Set<String> RETURNED =
      Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

  private final ParseLimits limits;
  private final MessageParser parser;

  public ReportReader(ParseLimits limits) {
    this.limits = limits;
    this.parser = new MessageParser(limits);
  }

  /** Whether a message of this outline is worth a second pass; without a part of the right type it is no report. */
  public static boolean mayBeReport(Outline outline) {
    return outline.attachments().stream().anyMatch(part -> REPORTS.contains(part.mediaType()));
  }

  /**
   * Reads the report.
   *
   * @throws IOException
   *           when the source fails
   */
  public Optional<Report> read(MessageSource message) throws IOException {
    try (PartSearch parts = PartSearch.open(message, limits)) {
      Optional<PartStart> fields = parts.next(REPORTS, MAX_OCTETS);
      if (fields.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> returnedId = messageId(parts.next(RETURNED, MAX_OCTETS));
      return FEEDBACK.equals(fields.get().mediaType()) ? FeedbackFields.read(fields.get(), returnedId)
          : DeliveryFields.read(fields.get(), returnedId);
    }
  }

  private Optional<String> messageId(Optional<PartStart> returned) throws IOException {
    return returned.isPresent() ? parser.outline(returned.get()).threading().messageId() : Optional.empty();
  }
}
