package dev.postroom.access;

import dev.postroom.id.KeyId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * The text of a key in octets: {@code mk_}, the 26 digits of its id, an underscore, 256 random bits as 52 digits, and 7 digits of a
 * checksum over all of it.
 *
 * <p>
 * A secret is digested as it is written and its digits are not read: what is no digit is in no text that has a checksum, unless somebody
 * made it so, and then it is the secret of no key.
 */
final class KeyText {
  static final int SECRET_BYTES = 32;
  static final int SECRET_START = 30;
  static final int SECRET_DIGITS = 52;

  private static final int ID_PREFIX = "key_".length();
  private static final int ID_START = 3;
  private static final int CHECKSUM_START = SECRET_START + SECRET_DIGITS;
  private static final int CHECKSUM_DIGITS = 7;
  private static final int LENGTH = CHECKSUM_START + CHECKSUM_DIGITS;

  private KeyText() {}

  static byte[] write(KeyKind kind, KeyId id, byte[] secret) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(LENGTH);
    text.writeBytes((kind.prefix() + '_' + id.toString().substring(ID_PREFIX) + '_')
        .getBytes(StandardCharsets.ISO_8859_1));
    for (int digit = 0; digit < SECRET_DIGITS; digit++) {
      text.write(KeyDigits.digit(fiveBits(secret, digit * 5)));
    }
    long checksum = checksum(text.toByteArray());
    for (int shift = 5 * (CHECKSUM_DIGITS - 1); shift >= 0; shift -= 5) {
      text.write(KeyDigits.digit((int) (checksum >>> shift) & 31));
    }
    return text.toByteArray();
  }

  private static int fiveBits(byte[] bytes, int at) {
    int value = 0;
    for (int bit = at; bit < at + 5; bit++) {
      int set = bit < bytes.length * 8 ? bytes[bit >> 3] >> 7 - (bit & 7) & 1 : 0;
      value = value << 1 | set;
    }
    return value;
  }

  /** Whether this has the length of a key, its underscores and the checksum of what stands before that. */
  static boolean isWhole(byte[] text) {
    return text.length == LENGTH && text[ID_START - 1] == '_' && text[SECRET_START - 1] == '_'
        && KeyDigits.value(text, CHECKSUM_START, CHECKSUM_DIGITS) == checksum(text);
  }

  private static long checksum(byte[] text) {
    CRC32C crc = new CRC32C();
    crc.update(text, 0, CHECKSUM_START);
    return crc.getValue();
  }

  /** The kind that the letters of a whole text name. */
  static KeyKind kindOf(byte[] text) {
    return switch (text[1] == 'k' ? text[0] : '_') {
      case 't' -> KeyKind.TENANT;
      case 'w' -> KeyKind.WORKSPACE;
      case 'm' -> KeyKind.MAILBOX;
      default -> throw ApiKey.malformed();
    };
  }

  /** The id in a whole text, see {@link KeyId#parse}: 128 bits as 26 digits, the first of them worth 3 bits. */
  static KeyId idOf(byte[] text) {
    long a = KeyDigits.eight(text, ID_START);
    long b = KeyDigits.eight(text, ID_START + 8);
    long c = KeyDigits.eight(text, ID_START + 16);
    long d = KeyDigits.value(text, ID_START + 24, 2);
    if ((a | b | c | d) < 0 || a >>> 38 != 0) {
      throw ApiKey.malformed();
    }
    return new KeyId(new UUID(a << 26 | b >>> 14, b << 50 | c << 10 | d));
  }

  /** What of a whole text may be shown. */
  static String startOf(byte[] text) {
    return new String(text, 0, SECRET_START, StandardCharsets.ISO_8859_1);
  }
}
