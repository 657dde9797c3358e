package dev.postroom.benchmarks.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the benchmarks class by class, and prints after each of them what came out, beside its floors, its peers and its goals. Without
 * arguments it runs everything, and writes the data and the table of the documentation. With arguments, which are JMH's, it prints
 * only, unless the first one is {@code --write}: then the rows of what was run take the place of the former ones.
 */
public final class SideBySide {
  private static final String WRITE = "--write";

  private SideBySide() {}

  /**
   * Runs.
   *
   * @param arguments
   *          what to run, and how, as JMH understands it
   * @throws RunnerException
   *           when a benchmark fails
   * @throws CommandLineOptionException
   *           when JMH does not understand them
   * @throws IOException
   *           when the documentation cannot be written
   */
  public static void main(String[] arguments) throws RunnerException, CommandLineOptionException, IOException {
    boolean writing = arguments.length == 0 || arguments[0].equals(WRITE);
    Options wanted =
        new CommandLineOptions(Arrays.stream(arguments).filter(word -> !word.equals(WRITE)).toArray(String[]::new));
    List<Row> rows = new ArrayList<>();
    for (List<BenchmarkListEntry> ofOneClass : classes(wanted)) {
      List<Row> more = Comparisons.of(run(ofOneClass, measured(wanted)));
      System.out.println(Table.of(more));
      rows.addAll(more);
    }
    for (Harness harness : harnesses(wanted)) {
      List<Row> more = harness.run(Harness.Length.MEASURED);
      System.out.println(Table.of(more));
      rows.addAll(more);
    }
    if (writing) {
      write(rows, Path.of(System.getProperty("postroom.docs", "docs")));
    }
  }

  private static Options measured(Options wanted) {
    return new OptionsBuilder().parent(wanted)
        .addProfiler(GCProfiler.class)
        .verbosity(VerboseMode.SILENT)
        .shouldFailOnError(true)
        .build();
  }

  /** The benchmarks that are asked for, those of one class together: what is compared runs close to what it is compared with. */
  static Collection<List<BenchmarkListEntry>> classes(Options wanted) {
    Map<String, List<BenchmarkListEntry>> classes = new LinkedHashMap<>();
    BenchmarkList.defaultList()
        .find(OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT), wanted.getIncludes(),
            wanted.getExcludes())
        .forEach(entry -> classes.computeIfAbsent(entry.getUserClassQName(), name -> new ArrayList<>()).add(entry));
    return classes.values();
  }

  static Collection<RunResult> run(List<BenchmarkListEntry> benchmarks, Options how) throws RunnerException {
    String names = benchmarks.stream()
        .map(entry -> Pattern.quote(entry.getUsername()))
        .distinct()
        .collect(Collectors.joining("|", "(", ")$"));
    // What was asked for is in what comes from the parent too, and names more than these.
    return new Runner(new OptionsBuilder().parent(how).include('^' + names).exclude("^(?!" + names + ')').build())
        .run();
  }

  private static List<Harness> harnesses(Options wanted) {
    return ServiceLoader.load(Harness.class)
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(harness -> wanted.getIncludes().isEmpty() || wanted.getIncludes().contains(harness.group()))
        .toList();
  }

  private static void write(List<Row> rows, Path docs) throws IOException {
    Machine machine = Machine.here();
    List<Row> all = new RowFile(docs.resolve("benchmarks.csv")).merge(rows, machine);
    new Document(docs.resolve("BENCHMARKS.md")).put(machine, Table.of(all));
  }
}
