package dev.postroom.core.compose;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file name as a parameter: by RFC 2231 in Content-Disposition, and in Content-Type as encoded words in quotes, which no RFC allows and
 * old readers understand. Ours, since Jakarta Mail's parameter lists put a name of 255 Chinese characters on one line of 2,300 octets.
 */
final class FileNameField {
  private static final int LONGEST_QUOTED = 60;
  private static final int SECTION = 50;
  private static final String UNRESERVED = "!#$&+-.^_`|~";

  private FileNameField() {}

  static void disposition(FoldedField field, String fileName) {
    if (isSimple(fileName)) {
      field.word("filename=" + quoted(fileName));
      return;
    }
    List<String> sections = sections(fileName);
    if (sections.size() == 1) {
      field.word("filename*=UTF-8''" + sections.get(0));
      return;
    }
    for (int i = 0; i < sections.size(); i++) {
      String charset = i == 0 ? "UTF-8''" : "";
      field.word("filename*" + i + "*=" + charset + sections.get(i) + (i + 1 < sections.size() ? ";" : ""));
    }
  }

  static void fallback(FoldedField field, String fileName) {
    if (isSimple(fileName)) {
      field.word("name=" + quoted(fileName));
    } else {
      EncodedText.append(field, "name=\"", fileName, "\"");
    }
  }

  private static boolean isSimple(String fileName) {
    return fileName.length() <= LONGEST_QUOTED && OneLine.isPlain(fileName, LONGEST_QUOTED);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static List<String> sections(String fileName) {
    List<String> sections = new ArrayList<>();
    StringBuilder section = new StringBuilder();
    fileName.codePoints().mapToObj(FileNameField::percentEncoded).forEach(character -> {
      if (section.length() + character.length() > SECTION) {
        sections.add(section.toString());
        section.setLength(0);
      }
      section.append(character);
    });
    sections.add(section.toString());
    return sections;
  }

  private static String percentEncoded(int character) {
    if (character < 0x80 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0)) {
      return Character.toString(character);
    }
    StringBuilder octets = new StringBuilder();
    for (byte octet : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
      octets.append(String.format("%%%02X", octet));
    }
    return octets.toString();
  }
}
