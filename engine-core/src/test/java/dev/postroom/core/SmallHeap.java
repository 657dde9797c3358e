package dev.postroom.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class in a JVM of its own, which has so much memory and no more. */
public final class SmallHeap {
  private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private SmallHeap() {}

  /**
   * Runs it to its end, which has to be a good one.
   *
   * @param megabytes
   *          the size of the heap
   * @param main
   *          the class whose main method is run
   * @return all that it wrote
   */
  public static String run(int megabytes, Class<?> main) throws IOException, InterruptedException {
    Path written = Files.createTempFile("small-heap", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx" + megabytes + "m", "-cp", System.getProperty("java.class.path"), main.getName())
            .redirectErrorStream(true)
            .redirectOutput(written.toFile());
    // Each JVM announces what is set there, and the last of them would give it another heap.
    OPTIONS.forEach(builder.environment()::remove);
    Process child = builder.start();
    try {
      assertThat(child.waitFor(2, TimeUnit.MINUTES)).as(main.getName()).isTrue();
      assertThat(child.exitValue()).as(Files.readString(written)).isZero();
      return Files.readString(written);
    } finally {
      child.destroyForcibly();
      Files.delete(written);
    }
  }
}
