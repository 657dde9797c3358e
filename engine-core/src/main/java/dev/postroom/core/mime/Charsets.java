package dev.postroom.core.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderMalfunctionError;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Octets to characters, without fail: what a charset does not know is replaced, and where no known charset is named, or plain
 * ASCII holds other octets, it is UTF-8 if it can be and windows-1252 if not.
 */
final class Charsets {
  static final Charset WINDOWS_1252 = known("windows-1252").orElse(StandardCharsets.ISO_8859_1);

  private static final int MAX_NAME = 64;

  private Charsets() {}

  /** The charset of that name, unless it says nothing more than that the text is ASCII. */
  static Optional<Charset> declared(String name) {
    return known(name).filter(charset -> !charset.equals(StandardCharsets.US_ASCII))
        .map(charset -> charset.equals(StandardCharsets.ISO_8859_1) ? WINDOWS_1252 : charset);
  }

  private static Optional<Charset> known(String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name.strip()));
    } catch (IllegalArgumentException unknown) {
      return Optional.empty();
    }
  }

  /** All of the octets, as UTF-8 or else windows-1252. */
  static String guess(byte[] octets, int offset, int length) {
    ByteBuffer bytes = ByteBuffer.wrap(octets, offset, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(octets, offset, length, WINDOWS_1252);
    }
  }

  /**
   * The beginning of a text.
   *
   * @param octets
   *          a text, or the beginning of one: a character that is incomplete at the end is left out
   */
  static String decode(Optional<Charset> declared, byte[] octets, int maxLength) {
    if (declared.isPresent()) {
      try {
        return decode(declared.get().newDecoder(), octets, maxLength);
      } catch (UnsupportedOperationException | CoderMalfunctionError brokenCharset) {
        return decode(WINDOWS_1252.newDecoder(), octets, maxLength);
      }
    }
    return decode(isUtf8(octets) ? StandardCharsets.UTF_8.newDecoder() : WINDOWS_1252.newDecoder(), octets, maxLength);
  }

  private static boolean isUtf8(byte[] octets) {
    CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder();
    CharBuffer window = CharBuffer.allocate(Math.clamp(octets.length, 2, 512));
    ByteBuffer bytes = ByteBuffer.wrap(octets);
    while (true) {
      var result = strict.decode(bytes, window, false);
      if (result.isError()) {
        return false;
      }
      if (result.isUnderflow()) {
        return true;
      }
      window.clear();
    }
  }

  private static String decode(CharsetDecoder decoder, byte[] octets, int maxLength) {
    decoder.onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    int room = (int) Math.min(maxLength, (long) Math.ceil((double) octets.length * decoder.maxCharsPerByte()) + 1);
    CharBuffer characters = CharBuffer.allocate(Math.max(room, 2));
    decoder.decode(ByteBuffer.wrap(octets), characters, false);
    String text = FieldText.cut(characters.flip().toString(), maxLength);
    int end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      text = text.substring(0, end - 1);
    }
    return text.startsWith("\ufeff") ? text.substring(1) : text;
  }
}
