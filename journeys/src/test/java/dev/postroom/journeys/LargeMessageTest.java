package dev.postroom.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeMessageTest {
  @TempDir
  Path folder;

  @Test
  void messages_of_fifty_megabytes_are_received_and_read_back_in_a_heap_of_128() throws Exception {
    try (ChildJvm child = ChildJvm.run(LargeMessages.class, folder, "-Xmx128m")) {
      List<String> printed = child.lines();

      assertThat(printed).as(Files.readString(folder.resolve("errors.txt")))
          .containsExactly(
              "by-data: over 50 MB true, raw true, attachment true, text The large file is attached.",
              "by-bdat: over 50 MB true, raw true, attachment true, text The large file is attached.");
      assertThat(child.exitValue()).isZero();
      assertThat(folder.resolve("spool")).isEmptyDirectory();
    }
  }
}
