package dev.postroom.core.mime;

import java.util.Optional;

/** File names that a host may show, and may use after its own checks: no folders, no controls, no trickery of direction. */
final class FileNames {
  private static final int MAX_LENGTH = 255;

  private FileNames() {}

  static Optional<String> safe(String written) {
    String decoded = EncodedWords.decode(written);
    String last = decoded.substring(Math.max(decoded.lastIndexOf('/'), decoded.lastIndexOf('\\')) + 1);
    String shown = FieldText.shown(last);
    if (shown.length() > MAX_LENGTH) {
      String extension = extensionOf(shown);
      shown = FieldText.cut(shown, MAX_LENGTH - extension.length()) + extension;
    }
    return shown.chars().allMatch(c -> c == '.') ? Optional.empty() : Optional.of(shown);
  }

  private static String extensionOf(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && name.length() - dot <= 16 ? name.substring(dot) : "";
  }
}
