package dev.postroom.testkit.smtp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a client sends: lines, or a message up to its dot. Only CRLF ends a line. */
final class PeerInput {
  private static final int BUFFER = 64 * 1024;

  private final InputStream in;

  PeerInput(InputStream in) {
    this.in = new BufferedInputStream(in, BUFFER);
  }

  /** A line without its CRLF. */
  String line() throws IOException {
    ByteArrayOutputStream line = octetsOfLine();
    return line.toString(StandardCharsets.UTF_8);
  }

  /** A message (RFC 5321, section 4.5.2), the dots that were added taken away. */
  byte[] content() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (true) {
      byte[] line = octetsOfLine().toByteArray();
      boolean dotted = line.length > 0 && line[0] == '.';
      if (dotted && line.length == 1) {
        return content.toByteArray();
      }
      content.write(line, dotted ? 1 : 0, dotted ? line.length - 1 : line.length);
      content.write('\r');
      content.write('\n');
    }
  }

  private ByteArrayOutputStream octetsOfLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    boolean afterCr = false;
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException();
      }
      if (afterCr && octet == '\n') {
        return line;
      }
      if (afterCr) {
        line.write('\r');
      }
      afterCr = octet == '\r';
      if (!afterCr) {
        line.write(octet);
      }
    }
  }
}
