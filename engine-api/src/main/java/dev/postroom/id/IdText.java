package dev.postroom.id;

import dev.postroom.error.InvalidInputException;
import java.util.UUID;

/** Writes and reads the text of an id: 128 bits as 26 digits of Crockford's base 32, the first of them worth 3 bits. */
final class IdText {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26;

  private IdText() {}

  static String write(String prefix, UUID value) {
    char[] text = new char[LENGTH];
    long high = value.getMostSignificantBits();
    long low = value.getLeastSignificantBits();
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (low & 31));
      low = low >>> 5 | high << 59;
      high >>>= 5;
    }
    return prefix + '_' + new String(text);
  }

  static UUID read(String prefix, String text) {
    int start = prefix.length() + 1;
    if (text.length() != start + LENGTH || !text.startsWith(prefix) || text.charAt(start - 1) != '_') {
      throw malformed(prefix);
    }
    if (DIGITS.indexOf(text.charAt(start)) > 7) {
      throw malformed(prefix);
    }
    long high = 0;
    long low = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = DIGITS.indexOf(text.charAt(i));
      if (digit < 0) {
        throw malformed(prefix);
      }
      high = high << 5 | low >>> 59;
      low = low << 5 | digit;
    }
    return new UUID(high, low);
  }

  private static InvalidInputException malformed(String prefix) {
    return new InvalidInputException("id: malformed (expected: " + prefix + "_ and 26 digits of base 32)");
  }
}
