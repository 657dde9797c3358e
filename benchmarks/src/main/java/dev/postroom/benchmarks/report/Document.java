package dev.postroom.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text with parts that are written anew: what stands between the two marks of one writer. */
public final class Document {
  private final Path file;
  private final String begin;
  private final String end;

  /**
   * A document, for one of its writers.
   *
   * @param file
   *          where it is
   * @param writer
   *          who writes, as the marks name it
   */
  public Document(Path file, String writer) {
    this.file = file;
    this.begin = "<!-- written by " + writer + ": begin -->";
    this.end = "<!-- written by " + writer + ": end -->";
  }

  Document(Path file) {
    this(file, "the benchmarks");
  }

  /**
   * Writes the table, and where its figures are from, which is here and now.
   *
   * @param table
   *          the table
   * @throws IOException
   *           when the document cannot be read or written
   */
  public void put(String table) throws IOException {
    put(Machine.here(), table);
  }

  void put(Machine machine, String table) throws IOException {
    String text = Files.readString(file);
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalStateException("the document has no marks for the table to stand between");
    }
    String facts = "- " + String.join("\n- ", machine.facts());
    Files.writeString(file,
        text.substring(0, from) + begin + "\n\n" + facts + "\n\n" + table + '\n' + text.substring(to));
  }
}
