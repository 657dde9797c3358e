package dev.postroom.core.mime;

import java.io.IOException;
import java.io.InputStream;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** The octets of one part as they came, counted. A complaint of the parser is noted and ends them. */
final class PartContent extends InputStream {
  private final InputStream octets;
  private final Problems problems;
  private long count;
  private long limit = Long.MAX_VALUE;

  PartContent(InputStream octets, Problems problems) {
    this.octets = octets;
    this.problems = problems;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (count >= limit) {
      return -1;
    }
    try {
      int read = octets.read(into, offset, length);
      count += Math.max(read, 0);
      return read;
    } catch (IOException | RuntimeException thrown) {
      problems.add(ContentFault.problemOf(thrown));
      return -1;
    }
  }

  /** Lets the octets end once so many were read: junk decodes to nothing, and would be read to its end in search of text. */
  void limitTo(long most) {
    limit = most;
  }

  boolean isLimitReached() {
    return count >= limit;
  }

  /** How many octets the part has, read or not. */
  long countAll() throws IOException {
    byte[] buffer = new byte[8192];
    int read = 0;
    while (read >= 0) {
      read = read(buffer, 0, buffer.length);
    }
    return count;
  }

  /** The content, its transfer encoding undone (RFC 2045, section 6). */
  InputStream decoded(String transferEncoding) {
    return switch (transferEncoding) {
      case "base64" -> new Base64InputStream(this, problems);
      case "quoted-printable" -> new QuotedPrintableInputStream(this, problems);
      default -> this;
    };
  }
}
