package dev.postroom.access;

import dev.postroom.error.InvalidInputException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** The secret part of a key's text: 256 bits as 52 digits of base 32, and a checksum over all of the text as 7 more. */
final class SecretText {
  static final int SECRET_BYTES = 32;
  private static final int SECRET_DIGITS = 52;
  private static final int CHECKSUM_DIGITS = 7;
  static final int LENGTH = SECRET_DIGITS + CHECKSUM_DIGITS;

  private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private SecretText() {}

  static String write(String before, byte[] secret) {
    StringBuilder text = new StringBuilder(LENGTH);
    for (int digit = 0; digit < SECRET_DIGITS; digit++) {
      text.append(KeyDigits.digit(fiveBits(secret, digit * 5)));
    }
    byte[] checked = (before + text).getBytes(StandardCharsets.US_ASCII);
    long checksum = checksum(checked, checked.length);
    for (int shift = 5 * (CHECKSUM_DIGITS - 1); shift >= 0; shift -= 5) {
      text.append(KeyDigits.digit((int) (checksum >>> shift) & 31));
    }
    return text.toString();
  }

  static byte[] read(String before, String text) {
    return read((before + text).getBytes(StandardCharsets.ISO_8859_1), before.length());
  }

  /**
   * The secret that begins here and ends with the text. Every secret has one text only: the bits that its digits have too many are
   * zero.
   */
  static byte[] read(byte[] text, int start) {
    int end = start + SECRET_DIGITS;
    long a = KeyDigits.eight(text, start);
    long b = KeyDigits.eight(text, start + 8);
    long c = KeyDigits.eight(text, start + 16);
    long d = KeyDigits.eight(text, start + 24);
    long e = KeyDigits.eight(text, start + 32);
    long f = KeyDigits.eight(text, start + 40);
    long g = KeyDigits.four(text, start + 48);
    long checksum = KeyDigits.value(text, end, CHECKSUM_DIGITS);
    if ((a | b | c | d | e | f | g) < 0 || (g & 15) != 0 || checksum != checksum(text, end)) {
      throw new InvalidInputException("secret: malformed");
    }
    byte[] secret = new byte[SECRET_BYTES];
    WORDS.set(secret, 0, a << 24 | b >>> 16);
    WORDS.set(secret, 8, b << 48 | c << 8 | d >>> 32);
    WORDS.set(secret, 16, d << 32 | e >>> 8);
    WORDS.set(secret, 24, e << 56 | f << 16 | g >>> 4);
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

  private static long checksum(byte[] text, int end) {
    CRC32C crc = new CRC32C();
    crc.update(text, 0, end);
    return crc.getValue();
  }
}
