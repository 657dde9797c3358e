package dev.postroom.core.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Run in a small heap by {@link LargeMessageTest}: outlines, reads and opens large messages that are never whole in memory. */
final class LargeMessageReading {
  private static final int SIZE = 50_000_000;
  private static final String HEAD = """
      Subject: Large
      MIME-Version: 1.0
      Content-Type: multipart/mixed; boundary=b

      --b

      See the file.
      --b
      Content-Type: application/octet-stream; name=large.bin

      """.replace("\n", "\r\n");

  private LargeMessageReading() {}

  public static void main(String[] arguments) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> readings =
          threads.invokeAll(Collections.nCopies(4, (Callable<Long>) LargeMessageReading::read));
      for (Future<Long> reading : readings) {
        if (reading.get() != SIZE) {
          throw new IllegalStateException("read " + reading.get());
        }
      }
    }
    System.out.println("read 4 times " + SIZE + " octets");
  }

  private static long read() throws IOException {
    Outline outline = Samples.PARSER.outline(MESSAGE);
    MessageBody body = Samples.PARSER.body(MESSAGE, 1_000_000);
    if (!outline.snippet().equals("See the file.") || body.text().isEmpty()
        || outline.attachments().get(0).encodedSize() != SIZE) {
      throw new IllegalStateException("misread");
    }
    try (InputStream content = Samples.PARSER.openPart(MESSAGE, "2").orElseThrow()) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static final MessageSource MESSAGE = new MessageSource() {
    @Override
    public InputStream open() {
      return new SequenceInputStream(
          Collections.enumeration(List.of(ascii(HEAD), new Content(), ascii("\r\n--b--\r\n"))));
    }

    @Override
    public long size() {
      return HEAD.length() + SIZE + 9L;
    }
  };

  private static InputStream ascii(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Octets that are made while they are read. */
  private static final class Content extends InputStream {
    private int left = SIZE;

    @Override
    public int read() {
      return left-- > 0 ? 'x' : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
      int count = Math.min(left, length);
      if (count <= 0) {
        return -1;
      }
      Arrays.fill(into, offset, offset + count, (byte) 'x');
      left -= count;
      return count;
    }
  }
}
