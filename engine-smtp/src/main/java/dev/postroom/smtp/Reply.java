package dev.postroom.smtp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** One answer (RFC 5321, section 4.2), with its enhanced code (RFC 2034) where it has one, as it goes on the wire. */
final class Reply {
  private final int code;
  private final byte[] octets;

  private Reply(int code, String text) {
    this.code = code;
    this.octets = text.getBytes(StandardCharsets.US_ASCII);
  }

  /** An answer with an enhanced code. */
  static Reply of(int code, String enhanced, String text) {
    return new Reply(code, code + " " + enhanced + ' ' + text + "\r\n");
  }

  /** An answer that has no enhanced code: the greeting, the answers to EHLO and HELO, and 354. */
  static Reply plain(int code, String text) {
    return new Reply(code, code + " " + text + "\r\n");
  }

  /** An answer of several lines without enhanced codes. */
  static Reply lines(int code, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(code).append(i < lines.size() - 1 ? '-' : ' ').append(lines.get(i)).append("\r\n");
    }
    return new Reply(code, text.toString());
  }

  boolean isPermanentFailure() {
    return code >= 500;
  }

  /** Whether the connection is closed after it (RFC 5321, section 4.2.2, on 421). */
  boolean endsSession() {
    return code == 421;
  }

  byte[] octets() {
    return octets;
  }

  @Override
  public String toString() {
    return new String(octets, StandardCharsets.US_ASCII).strip();
  }
}
