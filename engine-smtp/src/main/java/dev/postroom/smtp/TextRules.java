package dev.postroom.smtp;

/** What every line of a message must be: ended by CRLF, without a CR or LF of its own, and not endless. */
final class TextRules {
  private final int maxLine;
  private boolean afterCr;
  private int line;

  TextRules(int maxLine) {
    this.maxLine = maxLine;
  }

  void check(byte[] octets, int from, int to) throws ContentRefused {
    int start = from - line;
    for (int i = from; i < to; i++) {
      byte octet = octets[i];
      if ((octet == '\n') != afterCr) {
        throw ContentRefused.malformed(Replies.BARE_CR_OR_LF);
      }
      afterCr = octet == '\r';
      if (octet == '\n') {
        checkLine(i + 1 - start);
        start = i + 1;
      }
    }
    line = to - start;
    checkLine(line);
  }

  void checkEnd() throws ContentRefused {
    if (afterCr) {
      throw ContentRefused.malformed(Replies.BARE_CR_OR_LF);
    }
  }

  private void checkLine(int octets) throws ContentRefused {
    if (octets > maxLine) {
      throw ContentRefused.malformed(Replies.TEXT_LINE_TOO_LONG);
    }
  }
}
