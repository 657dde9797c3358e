package dev.postroom.benchmarks.report;

import dev.postroom.benchmarks.report.Row.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The data: comma-separated, one line for each row, behind a head of comments that tell of the machine. No value has a comma in it.
 */
final class RowFile {
  private static final String COMMENT = "# ";
  private static final String COLUMNS = "group,name,at,figure,unit,octets,beside,theirs,their unit,ratio,goal,met";
  private static final int COLUMN_COUNT = COLUMNS.split(",").length;

  private final Path file;

  RowFile(Path file) {
    this.file = file;
  }

  List<Row> read() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file)
        .stream()
        .filter(line -> !line.startsWith(COMMENT) && !line.equals(COLUMNS))
        .map(RowFile::row)
        .toList();
  }

  /** These in the place of those that told of the same; the others stay. */
  List<Row> merge(List<Row> rows, Machine machine) throws IOException {
    Set<List<String>> told = rows.stream().map(RowFile::subject).collect(Collectors.toSet());
    List<Row> merged = new ArrayList<>(read());
    merged.removeIf(row -> told.contains(subject(row)));
    merged.addAll(rows);
    merged.sort((one, other) -> one.group().compareTo(other.group()));
    write(merged, machine);
    return merged;
  }

  private static List<String> subject(Row row) {
    return List.of(row.group(), row.name());
  }

  private void write(List<Row> rows, Machine machine) throws IOException {
    Stream<String> head = machine.facts().stream().map(fact -> COMMENT + fact);
    Stream<String> body = rows.stream().map(RowFile::line);
    Files.write(file, Stream.of(head, Stream.of(COLUMNS), body).flatMap(lines -> lines).toList());
  }

  private static String line(Row row) {
    Optional<Comparison> beside = row.comparison();
    return String.join(",", row.group(), row.name(), row.at(), digits(row.ours().value()), row.ours().unit(),
        row.octets().map(RowFile::digits).orElse(""), beside.map(Comparison::beside).orElse(""),
        beside.map(other -> digits(other.theirs().value())).orElse(""),
        beside.map(other -> other.theirs().unit()).orElse(""),
        beside.map(other -> digits(other.ratio())).orElse(""),
        beside.flatMap(Comparison::goal).map(Goal::code).orElse(""),
        beside.flatMap(Comparison::isGoalMet).map(met -> met ? "yes" : "no").orElse(""));
  }

  private static String digits(double value) {
    return Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.4g", value)));
  }

  private static Row row(String line) {
    String[] values = line.split(",", -1);
    if (values.length != COLUMN_COUNT) {
      throw new IllegalArgumentException("columns: " + values.length + " (expected: " + COLUMN_COUNT + ')');
    }
    Optional<Double> octets = given(values[5]).map(Double::parseDouble);
    return new Row(values[0], values[1], values[2], new Figure(Double.parseDouble(values[3]), values[4]), octets,
        given(values[6]).map(beside -> new Comparison(beside,
            new Figure(Double.parseDouble(values[7]), values[8]), Double.parseDouble(values[9]),
            given(values[10]).map(Goal::read))));
  }

  private static Optional<String> given(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }
}
