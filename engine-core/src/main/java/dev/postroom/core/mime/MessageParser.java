package dev.postroom.core.mime;

import dev.postroom.message.AttachmentInfo;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads messages, each time from its octets, in memory that does not grow with them. Nothing in a message makes it throw: what is
 * not understood is left out and noted in the status. Only a failure of the source is thrown on, as the source threw it. One
 * parser may serve all threads.
 */
public final class MessageParser {
  private final ParseLimits limits;

  public MessageParser(ParseLimits limits) {
    this.limits = limits;
  }

  /** What a mailbox lists of the message: one pass over its octets. */
  public Outline outline(MessageSource message) throws IOException {
    Problems problems = new Problems();
    try (PartCursor cursor = PartCursor.open(message, limits, problems)) {
      Snippet snippet = new Snippet();
      List<AttachmentInfo> attachments = new ArrayList<>();
      for (Optional<Part> part = cursor.next(); part.isPresent(); part = cursor.next()) {
        if (part.get().isBody()) {
          snippet.add(part.get());
        } else {
          attachments.add(part.get().describe(part.get().content().countAll()));
        }
      }
      return outline(new HeaderReader(cursor.header(), limits, problems), snippet.result(), attachments, problems);
    }
  }

  private static Outline outline(HeaderReader header, String snippet, List<AttachmentInfo> attachments,
      Problems problems) {
    String subject = header.subject();
    var date = header.date();
    People people = header.people();
    Threading threading = header.threading();
    return new Outline(subject, date, people, threading, header.automation(), snippet, attachments, problems.status());
  }

  /**
   * The texts of the message: one pass over its octets.
   *
   * @param maxLength
   *          the most characters of each kind of text to give
   */
  public MessageBody body(MessageSource message, int maxLength) throws IOException {
    Problems problems = new Problems();
    try (PartCursor cursor = PartCursor.open(message, limits, problems)) {
      TextCollector text = new TextCollector(maxLength);
      TextCollector html = new TextCollector(maxLength);
      for (Optional<Part> part = cursor.next(); part.isPresent(); part = cursor.next()) {
        if (part.get().isBody()) {
          (part.get().header().isHtml() ? html : text).add(part.get());
        }
      }
      return new MessageBody(text.result(), html.result(), problems.status());
    }
  }

  /**
   * Opens the content of one part, its transfer encoding undone. The caller closes the stream, and with it the source. Work is
   * not metered here, so that a content never ends early: it costs at most the octets of the message times its depth.
   *
   * @param partNumber
   *          as in {@link AttachmentInfo#part()}
   * @return the content, or nothing when there is no such part
   */
  public Optional<InputStream> openPart(MessageSource message, String partNumber) throws IOException {
    PartCursor cursor = PartCursor.open(message, limits.withoutMeter(), new Problems());
    boolean found = false;
    try {
      for (Optional<Part> part = cursor.next(); part.isPresent(); part = cursor.next()) {
        if (part.get().path().equals(partNumber)) {
          found = true;
          return Optional.of(closing(part.get().content().decoded(part.get().header().transferEncoding()), cursor));
        }
      }
      return Optional.empty();
    } finally {
      if (!found) {
        cursor.close();
      }
    }
  }

  private static InputStream closing(InputStream content, PartCursor cursor) {
    return new FilterInputStream(content) {
      @Override
      public void close() throws IOException {
        cursor.close();
      }
    };
  }
}
