package dev.postroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, however briefly, and lands in the table: the figures of such a run say nothing. */
class BenchmarksRunTest {
  private static final Options EVERYTHING = new OptionsBuilder().build();
  private static final Map<String,
      String[]> SMALL = Map.of("keys", new String[]{"100"}, "entries", new String[]{"100"}, "addresses",
          new String[]{"100"}, "messages", new String[]{"50"}, "queued", new String[]{"50"}, "stored",
          new String[]{"50", "100"}, "writers", new String[]{"2"}, "size", new String[]{"1024", "262144"}, "bomb",
          new String[]{"ENCODED_WORDS"}, "pauseMillis", new String[]{"0"});

  @Test
  void every_benchmark_runs_to_its_end_and_is_set_beside_what_it_names() throws RunnerException {
    // Nothing is measured here, so it does not matter who measures beside it.
    System.setProperty("jmh.ignoreLock", "true");
    List<Row> rows = new ArrayList<>();
    for (List<BenchmarkListEntry> ofOneClass : SideBySide.classes(EVERYTHING)) {
      Collection<RunResult> results = SideBySide.run(ofOneClass, briefly());
      List<Row> more = Comparisons.of(results);
      assertThat(more).as(ofOneClass.get(0).getUserClassQName()).isNotEmpty();
      rows.addAll(more);
    }
    assertThat(rows).allSatisfy(row -> assertThat(row.ours().value()).isPositive());
    assertThat(Table.of(rows)).contains("| engine seal | size=262144 |", "| the same at stored=50 |");
  }

  @Test
  void every_harness_runs_to_its_end() {
    assertThat(ServiceLoader.load(Harness.class)).isNotEmpty()
        .allSatisfy(
            harness -> assertThat(harness.run(Harness.Length.SMOKE)).extracting(Row::group)
                .containsOnly(harness.group()));
  }

  private static Options briefly() {
    OptionsBuilder brief = new OptionsBuilder();
    SMALL.forEach(brief::param);
    return brief.forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(10))
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }
}
