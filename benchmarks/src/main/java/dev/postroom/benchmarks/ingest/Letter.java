package dev.postroom.benchmarks.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A message of some size, ready for the wire: each one that is written has a Message-ID of its own. */
final class Letter {
  /** How many customers of the product have a mailbox, {@code support@customer-0.example} and so on. */
  static final int CUSTOMERS = 100;

  private static final AtomicLong NUMBER = new AtomicLong();
  private static final String DIGITS = "%012d";
  private static final int LINE = 76;

  private final byte[] octets;
  private final int numberAt;

  Letter(int size) {
    String number = String.format(Locale.ROOT, DIGITS, 0);
    String header = "From: Somebody <somebody@elsewhere.example>\r\nTo: Support <support@customer.example>\r\n"
        + "Subject: An ordinary message\r\nDate: Tue, 03 Mar 2026 10:00:00 +0000\r\nMessage-ID: <" + number
        + "@elsewhere.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n";
    StringBuilder text = new StringBuilder(header);
    while (text.length() < size) {
      text.append("word ".repeat(LINE), 0, Math.clamp(size - text.length() - 2, 0, LINE)).append("\r\n");
    }
    numberAt = header.indexOf(number);
    octets = text.append(".\r\n").toString().getBytes(US_ASCII);
  }

  static String recipient(int customer) {
    return "support@customer-" + customer + ".example";
  }

  /** The next message, with the full stop that ends it; good until the next one is asked for. */
  byte[] next() {
    byte[] number = String.format(Locale.ROOT, DIGITS, NUMBER.incrementAndGet()).getBytes(US_ASCII);
    System.arraycopy(number, 0, octets, numberAt, number.length);
    return octets;
  }
}
