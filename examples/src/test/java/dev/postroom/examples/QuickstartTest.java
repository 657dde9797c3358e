package dev.postroom.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
  private static final Pattern LISTENING = Pattern.compile("Listening on (\\S+) port (\\d+)");

  @Test
  void the_quickstart_runs_to_its_end() {
    assertThatCode(() -> Quickstart.main(new String[0])).doesNotThrowAnyException();
  }

  @Test
  void served_it_prints_what_arrives_and_leaves_nothing_behind_when_it_is_ended(@TempDir Path temp) throws Exception {
    Process serving = new ProcessBuilder(System.getProperty("java.home") + File.separator + "bin" + File.separator
        + "java", "-Djava.io.tmpdir=" + temp, "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-cp",
        System.getProperty("java.class.path"), Quickstart.class.getName(), "--serve")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (BufferedReader out = serving.inputReader(StandardCharsets.UTF_8)) {
      Matcher listening = LISTENING.matcher(lineWith(out, "Listening on"));
      assertThat(listening.matches()).isTrue();
      lineWith(out, "End with Ctrl-C.");
      assertThat(temp).isNotEmptyDirectory();
      SampleMail.sendAll(new InetSocketAddress(listening.group(1), Integer.parseInt(listening.group(2))));

      assertThat(lineWith(out, "Ada Byron")).contains("from ", "The marmalade machine does not start");
      assertThat(lineWith(out, "only hums")).startsWith("    ");
      serving.destroy();
      serving.waitFor();
      assertThat(temp).isEmptyDirectory();
    } finally {
      serving.destroyForcibly().onExit().join();
    }
  }

  private static String lineWith(BufferedReader out, String word) throws IOException {
    String line = out.readLine();
    while (line != null && !line.contains(word)) {
      line = out.readLine();
    }
    return String.valueOf(line);
  }
}
