package dev.postroom.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is deleted with all that is in it when it is closed.
 *
 * @param folder
 *          the folder
 */
public record Scratch(Path folder) implements AutoCloseable {

  /**
   * Makes one.
   *
   * @return an empty one
   */
  public static Scratch open() {
    try {
      return new Scratch(Files.createTempDirectory("postroom-benchmark-"));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * A path inside of it.
   *
   * @param name
   *          the last part
   * @return the path
   */
  public Path resolve(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Scratch::delete);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
