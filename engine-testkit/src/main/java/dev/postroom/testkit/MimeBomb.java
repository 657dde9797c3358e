package dev.postroom.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;

/**
 * Messages that are built to cost their reader more than they weigh. All are ASCII with lines that SMTP lets through, have no dot at
 * the beginning of a line, and are written anew each time, never held in memory as a whole.
 */
public enum MimeBomb {
  /** Multiparts within each other, 23,000 of them. */
  NESTING("", 23_000, level -> "Content-Type: multipart/mixed; boundary=b" + level + "\r\n\r\n--b" + level + "\r\n"),
  /** A multipart of 450,000 parts. */
  PARTS("Content-Type: multipart/mixed; boundary=b\r\n\r\n", 450_000, part -> "--b\r\n\r\nx\r\n"),
  /** A header of 400,000 fields. */
  HEADERS("", 400_000, field -> "X: y" + field + "\r\n"),
  /** A field of 4 MB, folded. */
  HEADER_LENGTH("X: y\r\n", 4_400, line -> " " + "y".repeat(900) + "\r\n"),
  /** A subject of 100,000 encoded words. */
  ENCODED_WORDS("Subject:\r\n", 100_000, word -> " =?utf-8?q?a?=\r\n"),
  /** A subject that only looks like encoded words, 200,000 times. */
  ALMOST_ENCODED_WORDS("Subject:\r\n", 20_000, line -> " " + "=?x?y?=".repeat(10) + "\r\n"),
  /** A list of 100,000 addresses. */
  ADDRESSES("To:\r\n", 100_000, number -> " \"A, B\" <user" + number + "@acme.example>,\r\n"),
  /** A parameter in 60,000 pieces (RFC 2231, section 3). */
  CONTINUATIONS("Content-Type: text/plain;\r\n", 60_000, piece -> " name*" + piece + "*=%41b;\r\n"),
  /** An attachment of 15 MB in base64 that does not end. */
  BASE64("Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n", 200_000,
      line -> "QUJD".repeat(19) + "\r\n"),
  /** HTML of 900,000 elements that are never closed. */
  HTML("Content-Type: text/html\r\n\r\n", 100_000, line -> "<div>".repeat(5) + "<b><i><a><p>\r\n");

  private static final String TOP = "From: ann@sender.example\r\nMIME-Version: 1.0\r\n";

  private final String head;
  private final int times;
  private final IntFunction<String> piece;

  MimeBomb(String head, int times, IntFunction<String> piece) {
    this.head = head;
    this.times = times;
    this.piece = piece;
  }

  /**
   * Writes the message.
   *
   * @param sink
   *          where to; neither flushed nor closed
   * @throws IOException
   *           when the sink does not take it
   */
  public void writeTo(OutputStream sink) throws IOException {
    sink.write(ascii(TOP + head));
    StringBuilder batch = new StringBuilder();
    for (int number = 0; number < times; number++) {
      batch.append(piece.apply(number));
      if (batch.length() > 8_000 || number == times - 1) {
        sink.write(ascii(batch.toString()));
        batch.setLength(0);
      }
    }
  }

  /**
   * How large the message is.
   *
   * @return octets
   */
  public long size() {
    Counter counter = new Counter();
    try {
      writeTo(counter);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return counter.octets;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Counter extends OutputStream {
    private long octets;

    @Override
    public void write(int octet) {
      octets++;
    }

    @Override
    public void write(byte[] buffer, int offset, int length) {
      octets += length;
    }
  }
}
