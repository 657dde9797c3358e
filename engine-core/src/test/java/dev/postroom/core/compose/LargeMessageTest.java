package dev.postroom.core.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LargeMessageTest {

  @Test
  void files_of_sixty_four_megabytes_are_written_in_a_heap_of_thirty_two() throws Exception {
    Process child =
        new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx32m",
            "-cp", System.getProperty("java.class.path"), LargeMessageComposing.class.getName())
            .redirectErrorStream(true)
            .start();

    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEqualToNormalizingNewlines("written twice\n64\n");
    assertThat(child.exitValue()).isZero();
  }
}
