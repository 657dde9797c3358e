package dev.postroom.core.compose;

import java.nio.charset.StandardCharsets;

/**
 * Text as encoded words (RFC 2047), each of whole characters and no longer than what is left of its line. Jakarta Mail encodes a word;
 * dividing a text into words is ours, since its own division forgets the name of the field, and puts 200 Chinese characters on one line
 * of 1,100 octets.
 */
final class EncodedText {
  private static final String START = "=?UTF-8?";
  private static final int AROUND = "=?UTF-8?Q??=".length();
  /** Less room than this is left empty. */
  private static final int WORTH_USING = AROUND + 12;
  private static final String Q_SAFE = " !*+-/";

  private final FoldedField field;
  private final String text;
  private final boolean quoted;
  private int at;

  private EncodedText(FoldedField field, String text) {
    this.field = field;
    this.text = text;
    int octets = text.getBytes(StandardCharsets.UTF_8).length;
    this.quoted = text.codePoints().map(EncodedText::quotedLength).sum() <= baseLength(octets);
  }

  static void append(FoldedField field, String text) {
    append(field, "", text, "");
  }

  /** Appends the words, with what stands directly before the first and after the last one. */
  static void append(FoldedField field, String before, String text, String after) {
    new EncodedText(field, text).append(before, after);
  }

  private void append(String before, String after) {
    String prefix = before;
    while (at < text.length()) {
      int room = field.room() - prefix.length() - after.length();
      int start = at;
      advance((room < WORTH_USING ? FoldedField.mostRoom() - prefix.length() - after.length() : room) - AROUND);
      String word = encode(text.substring(start, at));
      field.word(prefix + word + (at == text.length() ? after : ""));
      prefix = "";
    }
  }

  /** Goes on by as many characters as have room, and at least by one. */
  private void advance(int room) {
    int octets = 0;
    int length = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      octets += utf8Length(character);
      length = quoted ? length + quotedLength(character) : baseLength(octets);
      if (length > room && octets > utf8Length(character)) {
        return;
      }
      at += Character.charCount(character);
    }
  }

  private String encode(String characters) {
    return START + (quoted ? "Q?" + Encoders.q(characters) : "B?" + Encoders.b(characters)) + "?=";
  }

  private static int quotedLength(int character) {
    boolean safe = character >= '0' && character <= '9' || character >= 'A' && character <= 'Z'
        || character >= 'a' && character <= 'z' || Q_SAFE.indexOf(character) >= 0;
    return safe ? 1 : 3 * utf8Length(character);
  }

  private static int baseLength(int octets) {
    return (octets + 2) / 3 * 4;
  }

  private static int utf8Length(int character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
