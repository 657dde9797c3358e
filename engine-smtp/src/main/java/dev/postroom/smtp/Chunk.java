package dev.postroom.smtp;

import dev.postroom.smtp.Broken.SessionEnd;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The BDAT command (RFC 3030, section 2): how many octets follow it at once, and whether they are the message's last. */
record Chunk(long size, Place place) {
  private static final Pattern SYNTAX = Pattern.compile("(\\d{1,20})(?: +(LAST))?", Pattern.CASE_INSENSITIVE);
  /** How far beyond the size limit a chunk may be and still be read to its end, so that the client sees the answer. */
  private static final int WAITED_FOR = 4;

  enum Place {
    INNER, LAST
  }

  /**
   * Reads the argument. Without a number that can be waited for, nobody knows which octets are commands again: the session ends.
   */
  static Chunk parse(String argument, long maxSize) throws SessionEnd {
    Matcher syntax = SYNTAX.matcher(argument);
    if (!syntax.matches()) {
      throw new SessionEnd(Replies.SYNTAX);
    }
    String digits = syntax.group(1).replaceFirst("^0+(?=.)", "");
    if (digits.length() > 18 || Long.parseLong(digits) / WAITED_FOR > maxSize) {
      throw new SessionEnd(Replies.TOO_LARGE);
    }
    return new Chunk(Long.parseLong(digits), syntax.group(2) == null ? Place.INNER : Place.LAST);
  }

  boolean isLast() {
    return place == Place.LAST;
  }
}
