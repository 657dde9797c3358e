package dev.postroom.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Looks through a folder after each test for words that must not lie in clear in any file, and fails the test that left one. JUnit's own
 * temporary folders are still there then. To be registered for a whole suite, so that no test can forget it.
 *
 * <p>
 * Choose words that stand in every message that the suite has the engine take, such as the names of header fields.
 */
public class CanaryWatch implements AfterEachCallback {
  private final Path folder;
  private final List<String> words;
  private final Predicate<Path> isKeptInClear;

  /**
   * Watches a folder.
   *
   * @param folder
   *          the folder, with all folders in it
   * @param words
   *          what must not be there
   * @param isKeptInClear
   *          which files the tests themselves put there
   */
  public CanaryWatch(Path folder, List<String> words, Predicate<Path> isKeptInClear) {
    this.folder = folder;
    this.words = List.copyOf(words);
    this.isKeptInClear = isKeptInClear;
  }

  @Override
  public void afterEach(ExtensionContext context) {
    look();
  }

  /** Looks now; fails with an {@link AssertionError} that names the files when there is one. */
  public void look() {
    List<CanaryScan.Finding> found = CanaryScan.of(folder, words)
        .stream()
        .filter(finding -> !isKeptInClear.test(finding.file()))
        .toList();
    if (!found.isEmpty()) {
      throw new AssertionError("in clear: " + found);
    }
  }
}
