package dev.postroom.journeys;

import dev.postroom.testkit.CanaryWatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** After each of these tests: no header field and no stranger's address of any message lies in clear in a file. Found by JUnit itself. */
public final class JourneyWatch extends CanaryWatch {
  private static final List<String> WORDS =
      List.of("Subject: ", "Message-ID: ", "@sender.example", "@remote.example", "@elsewhere.example");
  /** The classes of a child, and what a test wrote down of the rows or the log in order to look at it itself. */
  private static final Set<String> KEPT_IN_CLEAR = Set.of("classes.jar", "classes.jsa", "log.txt", "rows");

  /** Of this whole JVM; JUnit makes its own folders in it. */
  private static final Path TEMP = Path.of(System.getProperty("java.io.tmpdir"));

  /** Watches the temporary folder of this JVM. */
  public JourneyWatch() {
    this(TEMP);
  }

  /** Watches a folder. */
  JourneyWatch(Path folder) {
    super(folder, WORDS, file -> KEPT_IN_CLEAR.contains(String.valueOf(file.getFileName())));
  }
}
