package dev.postroom.core.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LargeMessageTest {

  @Test
  void four_messages_of_fifty_megabytes_are_read_at_once_in_a_heap_of_sixty_four() throws Exception {
    Process child =
        new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx64m",
            "-cp", System.getProperty("java.class.path"), LargeMessageReading.class.getName()).redirectErrorStream(true)
            .start();

    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEqualToNormalizingNewlines("read 4 times 50000000 octets\n");
    assertThat(child.exitValue()).isZero();
  }
}
