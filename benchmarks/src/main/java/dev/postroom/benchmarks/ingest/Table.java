package dev.postroom.benchmarks.ingest;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What came of one load, a line for each server; the first one is what the others are compared with.
 *
 * @param driver
 *          who sent
 * @param load
 *          what clients did
 * @param turns
 *          what came of it, by server
 */
record Table(String driver, Load load, Map<String, Turn> turns) {
  private static final String HEAD = """
      | server | messages/s | ratio | goal | CPU µs a message | p50 ms | p99 ms |
      |---|---:|---:|---|---:|---:|---:|
      """;

  /** In Markdown. */
  String text() {
    StringBuilder text = new StringBuilder("### " + driver + ": " + load + "\n\n" + HEAD);
    double first = turns.values().iterator().next().perSecond();
    turns.forEach((name, turn) -> text.append(line(name, turn, first / turn.perSecond())));
    return text.toString();
  }

  private String line(String name, Turn turn, double ratio) {
    return String.format(Locale.ROOT, "| %s | %.0f | %.2f | %s | %.0f | %.2f | %.2f |%n", name, turn.perSecond(), ratio,
        goal(IngestGoals.leastRatio(name, load), ratio), turn.cpuMicrosPerMessage(), turn.sent().medianWait(),
        turn.sent().longWait());
  }

  private static String goal(OptionalDouble least, double ratio) {
    return least.isEmpty() ? ""
        : String.format(Locale.ROOT, "%s %.2f", ratio >= least.getAsDouble() ? "met:" : "**missed**:",
            least.getAsDouble());
  }
}
