package dev.postroom.benchmarks.ingest;

import dev.postroom.benchmarks.report.Document;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Mail that comes in over SMTP on this machine, taken by the whole engine and by others beside it. How is this designed, and why?
 *
 * <p>
 * Every server runs in a process of its own, so that its processor time is its own, and the driver in this one. All are warmed up first,
 * until a turn takes about as much processor time as the one before it, and then take turns with each load, so that what else the
 * machine does meets all of them; of several turns the middle one counts. A turn is a number of messages that the server needs about the
 * wanted time for.
 */
public final class IngestComparison {
  private static final int FEWEST_WARM_UP_TURNS = 6;
  private static final int MOST_WARM_UP_TURNS = 15;
  /** A turn that takes so much of the processor time of the one before says that little is left to be compiled. */
  private static final double AS_BEFORE = 0.93;

  private final Options options;
  private final PrintStream out;
  private final List<Entrant> entrants = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();

  private IngestComparison(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Takes what {@link Options} tells, and prints the table. */
  public static void main(String... args) throws IOException, InterruptedException {
    run(Options.of(args), System.out);
  }

  static void run(Options options, PrintStream out) throws IOException, InterruptedException {
    IngestComparison comparison = new IngestComparison(options, out);
    comparison.run();
    if (options.writing()) {
      Path docs = Path.of(System.getProperty("postroom.docs", "docs"));
      new Document(docs.resolve("BENCHMARKS.md"), "the comparison of incoming mail")
          .put(comparison.tables.stream().map(Table::text).collect(Collectors.joining("\n")));
    }
  }

  private static List<Contender> all(List<String> jvm) {
    return List.of(new JvmContender(ServerMain.Kind.POSTROOM, "postroom", jvm),
        new JvmContender(ServerMain.Kind.POSTROOM_PASS_THROUGH, "postroom-pass-through", jvm),
        new PostfixContender(),
        new JvmContender(ServerMain.Kind.SUBETHA_H2, "subetha-h2", List.of()),
        new JvmContender(ServerMain.Kind.GREENMAIL, "greenmail", List.of()));
  }

  private void run() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("postroom-ingest-");
    try {
      start(folder);
      for (Driver driver : drivers()) {
        for (Load load : options.loads()) {
          compare(driver, load);
        }
      }
    } finally {
      stop();
      delete(folder);
    }
  }

  private void start(Path folder) throws IOException, InterruptedException {
    for (Contender contender : all(options.jvm())) {
      if (!options.asksFor(contender)) {
        continue;
      }
      if (contender.skippedBecause().isPresent()) {
        out.println(contender.name() + " skipped, because " + contender.skippedBecause().get());
      } else {
        entrants.add(new Entrant(contender.name(),
            contender.start(Files.createDirectory(folder.resolve(contender.name())))));
      }
    }
    warmUp();
  }

  private void warmUp() throws IOException, InterruptedException {
    for (Entrant entrant : entrants) {
      warmUp(entrant);
    }
  }

  private void warmUp(Entrant entrant) throws IOException, InterruptedException {
    double before = Double.MAX_VALUE;
    for (int turns = 1; turns <= MOST_WARM_UP_TURNS; turns++) {
      double now = turn(entrant, new OwnDriver(), options.loads().getFirst()).cpuMicrosPerMessage();
      if (turns >= FEWEST_WARM_UP_TURNS && now > before * AS_BEFORE) {
        return;
      }
      before = now;
    }
  }

  private List<Driver> drivers() {
    List<Driver> drivers = new ArrayList<>();
    for (String name : options.drivers()) {
      if ("own".equals(name)) {
        drivers.add(new OwnDriver());
      } else {
        SmtpSource.find()
            .ifPresentOrElse(drivers::add, () -> out.println("smtp-source skipped, because it is not installed"));
      }
    }
    return drivers;
  }

  private void compare(Driver driver, Load load) throws IOException, InterruptedException {
    Map<String, List<Turn>> turns = new LinkedHashMap<>();
    for (int round = 0; round < options.rounds(); round++) {
      for (Entrant entrant : entrants) {
        turns.computeIfAbsent(entrant.name(), first -> new ArrayList<>()).add(turn(entrant, driver, load));
      }
    }
    Map<String, Turn> middle = new LinkedHashMap<>();
    turns.forEach((name, all) -> middle.put(name, middle(all)));
    Table table = new Table(driver.name(), load, middle);
    tables.add(table);
    out.println();
    out.print(table.text());
    out.flush();
  }

  private static Turn middle(List<Turn> turns) {
    return turns.stream().sorted(Comparator.comparingDouble(Turn::perSecond)).toList().get(turns.size() / 2);
  }

  private Turn turn(Entrant entrant, Driver driver, Load load) throws IOException, InterruptedException {
    return options.messages() > 0 ? entrant.turnOf(driver, load, options.messages())
        : entrant.turn(driver, load, options.seconds());
  }

  private void stop() throws IOException, InterruptedException {
    for (Entrant entrant : entrants) {
      entrant.server().stop();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
