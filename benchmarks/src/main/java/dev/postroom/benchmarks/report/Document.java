package dev.postroom.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text with a part that is written anew: what stands between two marks. */
final class Document {
  private static final String BEGIN = "<!-- written by the benchmarks: begin -->";
  private static final String END = "<!-- written by the benchmarks: end -->";

  private final Path file;

  Document(Path file) {
    this.file = file;
  }

  void put(Machine machine, String table) throws IOException {
    String text = Files.readString(file);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException("the document has no marks for the table to stand between");
    }
    String facts = "- " + String.join("\n- ", machine.facts());
    Files.writeString(file,
        text.substring(0, begin) + BEGIN + "\n\n" + facts + "\n\n" + table + '\n' + text.substring(end));
  }
}
