package dev.postroom.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryWatchTest {

  @TempDir
  Path folder;

  @Test
  void a_word_that_lies_in_clear_fails_the_test_unless_the_test_itself_put_it_there() throws Exception {
    CanaryWatch watch = new CanaryWatch(folder, List.of("bodycanary"), file -> file.endsWith("own"));
    Files.writeString(folder.resolve("own"), "a bodycanary");
    Files.writeString(folder.resolve("other"), "nothing");
    assertThatCode(watch::look).doesNotThrowAnyException();

    Files.writeString(Files.createDirectory(folder.resolve("store")).resolve("left"), "a bodycanary");
    assertThatThrownBy(watch::look).isInstanceOf(AssertionError.class).hasMessageContaining("left");
  }
}
