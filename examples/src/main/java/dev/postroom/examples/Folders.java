package dev.postroom.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Looks into a folder's files, and removes it. */
final class Folders {
  private Folders() {}

  static boolean contains(Path folder, String word) throws IOException {
    String needle = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    for (Path file : files(folder)) {
      if (Files.isRegularFile(file) && Files.readString(file, StandardCharsets.ISO_8859_1).contains(needle)) {
        return true;
      }
    }
    return false;
  }

  static void delete(Path folder) throws IOException {
    for (Path file : files(folder)) {
      Files.delete(file);
    }
  }

  /** The folder and all below it, the deepest first. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
