package dev.postroom.benchmarks.report;

import dev.postroom.benchmarks.report.Row.Comparison;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/** Sets the results of a run beside each other, as the annotations of the benchmarks say. */
final class Comparisons {
  private final List<Measured> all;

  private Comparisons(List<Measured> all) {
    this.all = all;
  }

  static List<Row> of(Collection<RunResult> results) {
    Comparisons comparisons = new Comparisons(results.stream().map(Measured::of).toList());
    return comparisons.all.stream().flatMap(one -> comparisons.rows(one).stream()).distinct().toList();
  }

  /** None for a floor or a peer, which stands in the rows of others. */
  private List<Row> rows(Measured ours) {
    List<Row> rows = new ArrayList<>();
    for (Beside beside : ours.method().getAnnotationsByType(Beside.class)) {
      if (ours.isAt(beside.at())) {
        rows.add(row(ours, besideOther(ours, beside)));
      }
    }
    Optional.ofNullable(ours.method().getAnnotation(IndependentOf.class))
        .flatMap(parameter -> besideFirst(ours, parameter))
        .ifPresent(comparison -> rows.add(row(ours, Optional.of(comparison))));
    for (Within limit : ours.method().getAnnotationsByType(Within.class)) {
      if (ours.isAt(limit.at())) {
        rows.add(row(ours, Optional.of(besideGoal(ours, limit))));
      }
    }
    if (rows.isEmpty() && !isBesideAnother(ours)) {
      rows.add(row(ours, Optional.empty()));
    }
    return rows;
  }

  private static Row row(Measured ours, Optional<Comparison> comparison) {
    return new Row(ours.group(), ours.name(), ours.at(), ours.figure(), ours.octets(), comparison);
  }

  private boolean isBesideAnother(Measured ours) {
    return Annotated.besides(ours.method().getDeclaringClass()).contains(ours.method().getName());
  }

  /** Empty where only a part of the class was run. */
  private Optional<Comparison> besideOther(Measured ours, Beside beside) {
    return all.stream()
        .filter(other -> other.method().getDeclaringClass().equals(ours.method().getDeclaringClass()))
        .filter(other -> other.method().getName().equals(beside.value()))
        .filter(other -> other.isWithin(ours.parameters()))
        .findFirst()
        .map(theirs -> Comparison.of(ours.figure(), theirs.name(), theirs.figure(), goal(beside.atMost())));
  }

  /** Empty for the first value itself. */
  private Optional<Comparison> besideFirst(Measured ours, IndependentOf parameter) {
    Measured first = all.stream().filter(other -> differsIn(parameter.value(), ours, other)).findFirst().orElseThrow();
    if (ours.equals(first)) {
      return Optional.empty();
    }
    String value = parameter.value() + '=' + first.parameters().get(parameter.value());
    return Optional
        .of(Comparison.of(ours.figure(), "the same at " + value, first.figure(), goal(parameter.atMost())));
  }

  private static boolean differsIn(String parameter, Measured one, Measured other) {
    return one.method().equals(other.method())
        && without(parameter, one.parameters()).equals(without(parameter, other.parameters()));
  }

  private static Map<String, String> without(String parameter, Map<String, String> parameters) {
    Map<String, String> others = new TreeMap<>(parameters);
    others.remove(parameter);
    return others;
  }

  private static Comparison besideGoal(Measured ours, Within limit) {
    Figure wanted = new Figure(limit.value(), ours.figure().unit());
    return Comparison.of(ours.figure(), "the goal in time", wanted, Optional.of(Goal.atMost(1)));
  }

  private static Optional<Goal> goal(double atMost) {
    return Double.isNaN(atMost) ? Optional.empty() : Optional.of(Goal.atMost(atMost));
  }
}
