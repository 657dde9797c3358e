package dev.postroom.core.compose;

import java.util.List;
import java.util.regex.Pattern;

/** Texts of one line: what of them can stand in a header as it is, and how to make one of any text. */
final class OneLine {
  /** Spaces between two words: where a line may be folded so that unfolding gives the same text again. */
  private static final Pattern BETWEEN_WORDS = Pattern.compile("(?<=[^ \t]) (?=[^ \t])");

  private OneLine() {}

  /** The words between which a line may be folded. */
  static List<String> words(String text) {
    return List.of(BETWEEN_WORDS.split(text, -1));
  }

  /** Whether all of the text is printable ASCII or white space, its words no longer than that. */
  static boolean isAscii(String text, int longestWord) {
    return text.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t')
        && words(text).stream().allMatch(word -> word.length() <= longestWord);
  }

  /** Whether readers will see just this text: nothing in it is taken for an encoded word, and no space of it is lost. */
  static boolean isPlain(String text, int longestWord) {
    return isAscii(text, longestWord) && !text.contains("=?") && !text.contains("  ") && text.indexOf('\t') < 0
        && text.equals(text.strip());
  }

  /** The text with a space for each character that may not stand in a line, and U+FFFD for halves of surrogate pairs. */
  static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(OneLine::allowed).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static int allowed(int character) {
    if (Character.isISOControl(character) || character == 0x2028 || character == 0x2029) {
      return ' ';
    }
    return character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE ? 0xfffd : character;
  }

  /** The text's beginning, at most so many characters, never half a character. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    return text.substring(0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
