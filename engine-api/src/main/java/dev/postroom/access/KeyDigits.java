package dev.postroom.access;

import java.util.Arrays;

/** The digits of a key's text: Crockford's base 32 in lower case, five bits each. */
final class KeyDigits {
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final byte[] VALUES = new byte[256];

  static {
    Arrays.fill(VALUES, (byte) -1);
    for (int value = 0; value < DIGITS.length(); value++) {
      VALUES[DIGITS.charAt(value)] = (byte) value;
    }
  }

  private KeyDigits() {}

  static char digit(int value) {
    return DIGITS.charAt(value);
  }

  /** The value of eight digits, which do not wait for each other; negative when one of them is none. */
  static long eight(byte[] text, int start) {
    return (long) four(text, start) << 20 | four(text, start + 4);
  }

  private static int four(byte[] text, int start) {
    return VALUES[text[start] & 0xff] << 15 | VALUES[text[start + 1] & 0xff] << 10
        | VALUES[text[start + 2] & 0xff] << 5 | VALUES[text[start + 3] & 0xff];
  }

  /** The value of up to twelve digits; negative when one of them is none. */
  static long value(byte[] text, int start, int digits) {
    long value = 0;
    for (int i = start; i < start + digits; i++) {
      value = value << 5 | VALUES[text[i] & 0xff];
    }
    return value;
  }
}
