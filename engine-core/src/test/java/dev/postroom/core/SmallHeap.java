package dev.postroom.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class in a JVM of its own, which has so much memory and no more. */
public final class SmallHeap {
  private SmallHeap() {}

  /**
   * Runs it to its end, which has to be a good one.
   *
   * @param megabytes
   *          the size of the heap
   * @param main
   *          the class whose main method is run
   * @return what it wrote on its standard output
   */
  public static String run(int megabytes, Class<?> main) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx" + megabytes + "m", "-cp", System.getProperty("java.class.path"), main.getName())
            .redirectError(Redirect.INHERIT);
    // What is set there for every JVM is announced by each, and may give it another heap.
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS").forEach(builder.environment()::remove);
    Process child = builder.start();
    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isZero();
    return printed;
  }
}
