package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.postroom.testkit.MimeBomb;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that are built to cost more than they weigh. The time-out only guards against one that never ends. */
class MimeBombsTest {
  private static final Duration GUARD = Duration.ofMinutes(3);

  @TempDir
  Path folder;

  @Test
  void each_bomb_is_stored_and_is_readable_as_it_came_in_a_heap_of_64() throws Exception {
    try (ChildJvm child = ChildJvm.run(MimeBombs.class, folder, "-Xmx64m")) {
      List<String> printed = assertTimeoutPreemptively(GUARD, child::lines);

      printed.stream().filter(MimeBombsTest::isFigure).forEach(System.out::println);
      assertThat(printed.stream().filter(line -> !isFigure(line))).as(Files.readString(folder.resolve("errors.txt")))
          .containsExactlyElementsOf(
              Stream.of(MimeBomb.values()).map(bomb -> bomb + ": stored, size true, raw true").toList());
      assertThat(child.exitValue()).isZero();
    }
  }

  private static boolean isFigure(String line) {
    return line.startsWith("# ");
  }

  /** The control: without bounds, the first of them takes down its reader. */
  @Test
  void a_reader_without_bounds_does_not_survive() throws Exception {
    try (ChildJvm child = ChildJvm.run(BoundlessReader.class, folder, "-Xmx64m")) {
      assertThat(assertTimeoutPreemptively(GUARD, child::lines)).containsExactly("exhausted");
    }
  }
}
