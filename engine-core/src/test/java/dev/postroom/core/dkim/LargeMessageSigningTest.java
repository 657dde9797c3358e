package dev.postroom.core.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LargeMessageSigningTest {

  @Test
  void a_message_of_fifty_megabytes_is_signed_in_a_heap_of_sixteen() throws Exception {
    Process child =
        new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
            "-Xmx16m", "-cp", System.getProperty("java.class.path"), LargeMessageSigning.class.getName())
            .redirectErrorStream(true)
            .start();

    String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEqualToNormalizingNewlines("signed 50000000 octets\n");
    assertThat(child.exitValue()).isZero();
  }
}
