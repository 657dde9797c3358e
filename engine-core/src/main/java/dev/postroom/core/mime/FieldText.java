package dev.postroom.core.mime;

import java.util.Locale;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;

/** The text of header fields: octets to characters (RFC 6532), folding undone, fit to be shown. */
public final class FieldText {
  private FieldText() {}

  static String nameOf(RawField field) {
    return field.getName().strip().toLowerCase(Locale.ROOT);
  }

  /** The field's body without its folding, in one line, encoded words left as they are. */
  static String bodyOf(RawField field) {
    ByteSequence raw = field.getRaw();
    if (raw == null) {
      String body = field.getBody();
      return body == null ? "" : oneLine(body);
    }
    byte[] octets = raw.toByteArray();
    int start = Math.min(field.getDelimiterIdx() + 1, octets.length);
    return oneLine(Charsets.guess(octets, start, octets.length - start));
  }

  private static String oneLine(String text) {
    return isOneLine(text) ? text.strip() : withoutControls(text).strip();
  }

  private static boolean isOneLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static String withoutControls(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\t') {
        line.append(' ');
      } else if (!Character.isISOControl(c)) {
        line.append(c);
      }
    }
    return line.toString();
  }

  /** The text's beginning, at most so many characters, never half a character. */
  public static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean half = length > 0 && Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, half ? length - 1 : length);
  }

  /** What a person may be shown: one line without controls and without marks that turn the direction of writing. */
  public static String shown(String text) {
    return shown(text, text.length());
  }

  /** The beginning of what a person may be shown, at most so many characters; nothing is looked at that is not shown. */
  static String shown(String text, int most) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), most + 1));
    boolean space = false;
    for (int i = 0; i < text.length() && shown.length() <= most; i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        space = !shown.isEmpty();
      } else if (!isHidden(c)) {
        if (space) {
          shown.append(' ');
          space = false;
        }
        shown.append(c);
      }
    }
    return cut(shown.toString(), most);
  }

  /** Control characters, zero-width fillers and the marks by which text poses as other text. */
  static boolean isHidden(char c) {
    return Character.isISOControl(c) || c == 0x00ad || c == 0x034f || c == 0x200b || c == 0x2060 || c == 0xfeff
        || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
  }
}
