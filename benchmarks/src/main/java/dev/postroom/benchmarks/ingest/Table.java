package dev.postroom.benchmarks.ingest;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** What came of one load, a line for each server; the first one is what the others are compared with. */
record Table(String title, Map<String, Turn> turns) {

  void print(PrintStream out) {
    out.println();
    out.println(title);
    out.println("| server | messages/s | ratio | CPU µs a message | p50 ms | p99 ms |");
    out.println("|---|---:|---:|---:|---:|---:|");
    double first = turns.values().iterator().next().perSecond();
    turns.forEach((name, turn) -> out.println(String.format(Locale.ROOT, "| %s | %.0f | %.2f | %.0f | %.2f | %.2f |",
        name, turn.perSecond(), first / turn.perSecond(), turn.cpuMicrosPerMessage(), turn.sent().medianWait(),
        turn.sent().longWait())));
    out.flush();
  }
}
