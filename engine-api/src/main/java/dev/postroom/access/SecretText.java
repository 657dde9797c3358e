package dev.postroom.access;

import dev.postroom.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The secret part of a key's text: 256 bits as 52 digits of base 32, and a checksum over all of the text as 7 more. */
final class SecretText {
  static final int SECRET_BYTES = 32;
  private static final int SECRET_DIGITS = 52;
  private static final int CHECKSUM_DIGITS = 7;
  static final int LENGTH = SECRET_DIGITS + CHECKSUM_DIGITS;

  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private SecretText() {}

  static String write(String before, byte[] secret) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int digit = 0; digit < SECRET_DIGITS; digit++) {
      text.append(DIGITS.charAt(fiveBits(secret, digit * 5)));
    }
    int checksum = checksum(before + text);
    for (int shift = 5 * (CHECKSUM_DIGITS - 1); shift >= 0; shift -= 5) {
      text.append(DIGITS.charAt((int) ((checksum & 0xffffffffL) >>> shift) & 31));
    }
    return text.toString();
  }

  static byte[] read(String before, String text) {
    byte[] secret = new byte[SECRET_BYTES];
    for (int digit = 0; digit < SECRET_DIGITS; digit++) {
      putFiveBits(secret, digit * 5, valueOf(text.charAt(digit)));
    }
    if (!write(before, secret).equals(text)) {
      throw malformed();
    }
    return secret;
  }

  private static int fiveBits(byte[] bytes, int at) {
    int value = 0;
    for (int bit = at; bit < at + 5; bit++) {
      int set = bit < bytes.length * 8 ? bytes[bit >> 3] >> 7 - (bit & 7) & 1 : 0;
      value = value << 1 | set;
    }
    return value;
  }

  private static void putFiveBits(byte[] bytes, int at, int value) {
    for (int i = 0; i < 5; i++) {
      int bit = at + i;
      if (bit < bytes.length * 8 && (value >> 4 - i & 1) == 1) {
        bytes[bit >> 3] |= (byte) (1 << 7 - (bit & 7));
      }
    }
  }

  private static int valueOf(char digit) {
    int value = DIGITS.indexOf(digit);
    if (value < 0) {
      throw malformed();
    }
    return value;
  }

  private static int checksum(String text) {
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return (int) crc.getValue();
  }

  private static InvalidInputException malformed() {
    return new InvalidInputException("secret: malformed");
  }
}
