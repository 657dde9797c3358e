package dev.postroom.core.compose;

import java.nio.charset.StandardCharsets;

/**
 * One header field under construction, folded before its lines get long (RFC 5322, section 2.2.3): at 76 octets, since that is the most
 * that lines with encoded words may have (RFC 2047, section 2). A word that is longer stands on a line of its own.
 */
final class FoldedField {
  private static final int LINE = 76;
  private static final String FOLD = "\r\n ";

  private final StringBuilder lines;
  private int column;
  private boolean bare = true;

  FoldedField(String name) {
    this.lines = new StringBuilder(name).append(':');
    this.column = lines.length();
  }

  /** One word more, behind a space, on the next line if this one has no room for it. */
  FoldedField word(String word) {
    int octets = word.getBytes(StandardCharsets.UTF_8).length;
    boolean fitsHere = column + 1 + octets <= LINE;
    boolean fitsNext = 1 + octets <= LINE;
    if (fitsHere || bare && !fitsNext) {
      lines.append(' ');
      column += 1 + octets;
    } else {
      lines.append(FOLD);
      column = 1 + octets;
    }
    lines.append(word);
    bare = false;
    return this;
  }

  /** How long a word may be that still goes on this line. */
  int room() {
    return LINE - column - 1;
  }

  /** How long a word may be that goes on a line of its own. */
  static int mostRoom() {
    return LINE - 1;
  }

  /** The field, without the CRLF at its end. */
  @Override
  public String toString() {
    return lines.toString();
  }
}
