package dev.postroom.journeys;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** A message with one large attachment, written octet for octet the same each time and never held in memory as a whole. */
final class LargeLetter {
  private static final int LINE = 57;
  private static final String BOUNDARY = "----=_journey_of_a_large_letter";

  private final String subject;
  private final long attachmentSize;

  LargeLetter(String subject, long attachmentSize) {
    this.subject = subject;
    this.attachmentSize = attachmentSize;
  }

  void writeTo(OutputStream sink) throws IOException {
    OutputStream out = new BufferedOutputStream(sink, 1 << 16);
    out.write(text("""
        From: Ada Byron <ada@sender.example>
        To: support@acme.example
        Subject: %1$s
        Message-ID: <%2$d.%1$s@sender.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="%3$s"

        --%3$s
        Content-Type: text/plain; charset=utf-8

        The large file is attached.
        .and this line begins with a dot
        --%3$s
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="large.bin"
        Content-Transfer-Encoding: base64

        """.formatted(subject, attachmentSize, BOUNDARY)));
    Base64.Encoder encoder = Base64.getEncoder();
    attachment((octets, length) -> {
      out.write(encoder.encode(length == octets.length ? octets : Arrays.copyOf(octets, length)));
      out.write(text("\n"));
    });
    out.write(text("--%s--\n".formatted(BOUNDARY)));
    out.flush();
  }

  void writeAttachmentTo(OutputStream sink) throws IOException {
    OutputStream out = new BufferedOutputStream(sink, 1 << 16);
    attachment((octets, length) -> out.write(octets, 0, length));
    out.flush();
  }

  @FunctionalInterface
  private interface Line {
    void write(byte[] octets, int length) throws IOException;
  }

  private void attachment(Line line) throws IOException {
    Random random = new Random(attachmentSize);
    byte[] octets = new byte[LINE];
    for (long left = attachmentSize; left > 0; left -= LINE) {
      random.nextBytes(octets);
      line.write(octets, (int) Math.min(left, LINE));
    }
  }

  private static byte[] text(String lines) {
    return lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
  }
}
