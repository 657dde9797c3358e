package dev.postroom.core.report;

import dev.postroom.core.mime.MessageSource;
import dev.postroom.core.mime.ParseLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reports in the forms that mail systems give them: files beside the tests, and octets made in code. */
final class ReportSamples {
  static final ReportReader READER = new ReportReader(ParseLimits.STANDARD);

  private ReportSamples() {}

  static byte[] octets(String name) {
    try (InputStream file = ReportSamples.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalArgumentException("sample: " + name);
      }
      return file.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static MessageSource file(String name) {
    return of(octets(name + ".eml"));
  }

  /** The first column of a table. */
  static List<String> names(String table) {
    return new String(octets(table), StandardCharsets.UTF_8).lines()
        .skip(1)
        .map(line -> line.split("\\|", 2)[0])
        .toList();
  }

  static MessageSource of(byte[] octets) {
    return new MessageSource() {
      @Override
      public InputStream open() {
        return new ByteArrayInputStream(octets);
      }

      @Override
      public long size() {
        return octets.length;
      }
    };
  }

  static Optional<Report> read(String message) throws IOException {
    return READER.read(of(message.getBytes(StandardCharsets.UTF_8)));
  }

  /** A report whose fields are these, about a message with the Message-ID {@code sent@acme.example}. */
  static String report(String mediaType, String fields) {
    return "Content-Type: multipart/report; boundary=r\r\n\r\n--r\r\nContent-Type: " + mediaType + "\r\n\r\n" + fields
        + "\r\n--r\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <sent@acme.example>\r\n--r--\r\n";
  }
}
