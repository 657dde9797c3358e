package dev.postroom.core.compose;

import java.nio.charset.StandardCharsets;

/**
 * A text as octets: its lines ended by CRLF, the last one too, U+FFFD for halves of surrogate pairs, and the transfer encoding that
 * makes it 7-bit with short lines (RFC 2045, section 6): none where it is so already.
 */
final class WireText {
  private static final int LONGEST_LINE = 78;
  /** Where no more than one octet of so many has to be quoted, the text stays readable, and is hardly longer than in base64. */
  private static final int QUOTABLE = 4;

  private final byte[] octets;
  private final TransferEncoding transferEncoding;

  private WireText(byte[] octets, TransferEncoding transferEncoding) {
    this.octets = octets;
    this.transferEncoding = transferEncoding;
  }

  static WireText of(String text) {
    byte[] octets = lines(text).getBytes(StandardCharsets.UTF_8);
    return new WireText(octets, transferEncodingOf(octets));
  }

  byte[] octets() {
    return octets;
  }

  TransferEncoding transferEncoding() {
    return transferEncoding;
  }

  boolean isAscii() {
    return transferEncoding == TransferEncoding.SEVEN_BIT;
  }

  private static String lines(String text) {
    StringBuilder lines = new StringBuilder(text.length() + text.length() / 16 + 2);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n') {
        lines.append("\r\n");
        i += c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n' ? 1 : 0;
      } else if (Character.isHighSurrogate(c) && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        lines.append(c).append(text.charAt(++i));
      } else {
        lines.append(Character.isSurrogate(c) ? '\ufffd' : c);
      }
    }
    if (!lines.isEmpty() && lines.charAt(lines.length() - 1) != '\n') {
      lines.append("\r\n");
    }
    return lines.toString();
  }

  /** Spaces at the end of a line get lost on the way, so it is encoded for them too. */
  private static TransferEncoding transferEncodingOf(byte[] octets) {
    int toQuote = 0;
    int column = 0;
    boolean asItIs = true;
    for (int i = 0; i < octets.length; i++) {
      byte octet = octets[i];
      column = octet == '\n' ? 0 : column + 1;
      asItIs &= column <= LONGEST_LINE + 1 && !(octet == '\r' && i > 0 && isSpace(octets[i - 1]));
      if (octet < ' ' && octet != '\r' && octet != '\n' && octet != '\t' || octet == 127) {
        toQuote++;
        asItIs = false;
      }
    }
    if (asItIs) {
      return TransferEncoding.SEVEN_BIT;
    }
    return (long) QUOTABLE * toQuote <= octets.length ? TransferEncoding.QUOTED_PRINTABLE : TransferEncoding.BASE64;
  }

  private static boolean isSpace(byte octet) {
    return octet == ' ' || octet == '\t';
  }
}
