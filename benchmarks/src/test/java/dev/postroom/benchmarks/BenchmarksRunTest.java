package dev.postroom.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, however briefly: the figures of such a run say nothing. */
class BenchmarksRunTest {

  @Test
  void every_benchmark_runs_to_its_end() throws RunnerException {
    // Nothing is measured here, so it does not matter who measures beside it.
    System.setProperty("jmh.ignoreLock", "true");
    Collection<RunResult> results = new Runner(new OptionsBuilder().include("dev\\.postroom\\.benchmarks\\..*")
        .forks(0)
        .warmupIterations(0)
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(10))
        .param("keys", "100")
        .param("mailboxes", "100")
        .param("messages", "50")
        .param("bomb", "ENCODED_WORDS")
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build()).run();
    assertThat(results).hasSize(37);
  }
}
