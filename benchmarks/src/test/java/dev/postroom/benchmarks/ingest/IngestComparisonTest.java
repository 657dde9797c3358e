package dev.postroom.benchmarks.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The comparison runs, however briefly: the figures of such a run say nothing. */
class IngestComparisonTest {
  private static final List<String> SERVERS = List.of("postroom", "postroom-pass-through", "subetha-h2", "greenmail");

  @Test
  void every_server_of_a_jvm_takes_all_messages_over_fresh_and_over_reused_connections() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Options options =
        Options.of("octets=4096", "sessions=8", "rounds=1", "messages=24",
            "jvm=-XX:TieredStopAtLevel=1;-XX:+UseSerialGC",
            "servers=" + String.join(",", SERVERS));

    IngestComparison.run(options, new PrintStream(printed, true, StandardCharsets.UTF_8));

    for (String server : SERVERS) {
      assertThat(printed.toString(StandardCharsets.UTF_8))
          .containsPattern("(?s)one each.*\\| " + server + " \\|.*reused.*\\| "
              + server + " \\|");
    }
  }
}
