package dev.postroom.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.benchmarks.report.Row.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What was measured comes into the table as it was, and nothing that was measured is missing there. */
class ReportTest {
  private static final Machine MACHINE = new Machine(List.of("date: today", "processor: one"));
  private static final Figure OURS = new Figure(115, "ns");

  @TempDir
  Path folder;

  @Test
  void every_benchmark_is_in_a_comparison_or_says_that_it_stands_alone() {
    assertThat(SideBySide.classes(new OptionsBuilder().build())).isNotEmpty()
        .allSatisfy(ofOneClass -> assertThat(flaws(ofOneClass.get(0).getUserClassQName())).isEmpty());
  }

  private static List<String> flaws(String benchmarks) throws ClassNotFoundException {
    return Annotated.flaws(Class.forName(benchmarks));
  }

  /** A class as it should not be. */
  public static final class Loose {
    @Benchmark
    public void forgotten() {
      // Nothing to do.
    }

    @Benchmark
    @Beside("misspelt")
    public void compared() {
      // Nothing to do.
    }
  }

  @Test
  void a_benchmark_in_no_comparison_and_a_floor_that_is_not_there_are_noticed() {
    assertThat(Annotated.flaws(Loose.class)).containsExactlyInAnyOrder("Loose.forgotten", "Loose.misspelt");
  }

  @Test
  void what_is_written_is_read_back() throws IOException {
    Row compared = row("sealing", "seal", Optional.of(
        Comparison.of(OURS, "tink", new Figure(100, "ns"), Optional.of(Goal.atMost(1.15)))));
    Row alone = row("outbound", "hand over", Optional.empty());
    RowFile file = new RowFile(folder.resolve("rows.csv"));
    file.merge(List.of(compared, alone), MACHINE);
    assertThat(file.read()).containsExactly(alone, compared);
  }

  @Test
  void a_later_run_takes_the_place_of_the_former_and_leaves_what_it_did_not_measure() throws IOException {
    RowFile file = new RowFile(folder.resolve("rows.csv"));
    file.merge(List.of(row("sealing", "seal", Optional.empty()), row("store", "read", Optional.empty())), MACHINE);
    Row again = row("store", "read", Optional.of(
        Comparison.of(OURS, "floor", new Figure(50, "ns"), Optional.empty())));
    assertThat(file.merge(List.of(again), MACHINE)).containsExactly(row("sealing", "seal", Optional.empty()), again);
  }

  @Test
  void a_goal_that_is_met_and_one_that_is_missed_are_told_apart() {
    Optional<Comparison> met = Optional.of(
        Comparison.of(OURS, "peer", new Figure(1150, "ns"), Optional.of(Goal.atMost(0.1))));
    Optional<Comparison> missed = Optional.of(
        Comparison.of(new Figure(2000, "messages/s"), "peer", new Figure(1000, "messages/s"),
            Optional.of(Goal.atLeast(2.5))));
    assertThat(Table.of(List.of(row("group", "met", met), row("group", "missed", missed)))).isEqualTo("""
        ### group

        | what | at | ours | octets | beside | theirs | ratio | goal | met |
        |---|---|---:|---:|---|---:|---:|---|---|
        | met | size=1 | 115 ns | 24 | peer | 1.15 µs | 0.1 | at most 0.1 | yes |
        | missed | size=1 | 115 ns | 24 | peer | 1,000 messages/s | 2 | at least 2.5 | **no** |
        """);
  }

  @Test
  void the_document_keeps_what_stands_around_the_table() throws IOException {
    Path file = folder.resolve("document.md");
    String around = "before\n%s\n%safter\n";
    Files.writeString(file,
        around.formatted("<!-- written by the benchmarks: begin -->", "<!-- written by the benchmarks: end -->"));
    new Document(file).put(MACHINE, "a table");
    new Document(file).put(MACHINE, "another table\n");
    assertThat(Files.readString(file)).startsWith("before\n")
        .endsWith("after\n")
        .contains("- date: today", "another table")
        .doesNotContain("a table");
  }

  @Test
  void each_writer_of_a_document_has_a_part_of_its_own() throws IOException {
    Path file = Files.writeString(folder.resolve("document.md"), """
        <!-- written by the benchmarks: begin -->
        theirs
        <!-- written by the benchmarks: end -->
        <!-- written by another: begin -->
        <!-- written by another: end -->
        """);
    new Document(file, "another").put("a table");
    assertThat(Files.readString(file)).startsWith("<!-- written by the benchmarks: begin -->\ntheirs\n")
        .containsOnlyOnce("a table");
  }

  @Test
  void a_document_without_marks_is_left_alone() throws IOException {
    Path file = Files.writeString(folder.resolve("document.md"), "text");
    assertThatThrownBy(() -> new Document(file).put(MACHINE, "a table")).isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("text");
  }

  private static Row row(String group, String name, Optional<Comparison> comparison) {
    return new Row(group, name, "size=1", OURS, Optional.of(24.0), comparison);
  }
}
