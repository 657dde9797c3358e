package dev.postroom.benchmarks.report;

import dev.postroom.benchmarks.report.Row.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows as Markdown: one table for each group. */
final class Table {
  private static final String HEAD = """
      | what | at | ours | octets | beside | theirs | ratio | goal | met |
      |---|---|---:|---:|---|---:|---:|---|---|""";

  private Table() {}

  static String of(List<Row> rows) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(row -> groups.computeIfAbsent(row.group(), group -> new ArrayList<>()).add(row));
    List<String> tables = groups.entrySet().stream().map(group -> table(group.getKey(), group.getValue())).toList();
    return String.join("\n", tables);
  }

  private static String table(String group, List<Row> rows) {
    StringBuilder table = new StringBuilder("### ").append(group).append("\n\n").append(HEAD).append('\n');
    rows.forEach(row -> table.append(line(row)).append('\n'));
    return table.toString();
  }

  private static String line(Row row) {
    Optional<Comparison> beside = row.comparison();
    List<String> cells = List.of(row.name(), row.at(), row.ours().toString(),
        row.octets().map(Table::octets).orElse(""),
        beside.map(Comparison::beside).orElse(""),
        beside.map(other -> other.theirs().toString()).orElse(""),
        beside.map(other -> Numbers.text(other.ratio())).orElse(""),
        beside.flatMap(Comparison::goal).map(Goal::toString).orElse(""),
        beside.flatMap(Comparison::isGoalMet).map(met -> met ? "yes" : "**no**").orElse(""));
    return "| " + String.join(" | ", cells) + " |";
  }

  /** Below one, a sampler was seen and no call. */
  private static String octets(double each) {
    return each < 1 ? "0" : Numbers.text(each);
  }
}
