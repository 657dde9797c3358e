package dev.postroom.benchmarks.report;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What JMH says of one benchmark at one combination of parameters.
 *
 * @param method
 *          the benchmark
 * @param parameters
 *          the values of its parameters by their names
 * @param figure
 *          the mean, and of samples the 99th percentile: nobody waits for a mean
 * @param octets
 *          how much each call allocated
 */
record Measured(Method method, Map<String, String> parameters, Figure figure, Optional<Double> octets) {
  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final double SLOW_ONES = 99;

  static Measured of(RunResult result) {
    BenchmarkParams how = result.getParams();
    Statistics all = result.getPrimaryResult().getStatistics();
    double value = how.getMode() == Mode.SampleTime ? all.getPercentile(SLOW_ONES) : all.getMean();
    Map<String, String> parameters = new TreeMap<>();
    how.getParamsKeys().forEach(key -> parameters.put(key, how.getParam(key)));
    return new Measured(method(how.getBenchmark()), parameters,
        new Figure(value, result.getPrimaryResult().getScoreUnit().replace("/op", "")), octets(result));
  }

  private static Optional<Double> octets(RunResult result) {
    return Optional.ofNullable(result.getSecondaryResults().get(ALLOCATED))
        .map(allocated -> allocated.getScore())
        .filter(octets -> !octets.isNaN());
  }

  static Method method(String benchmark) {
    int dot = benchmark.lastIndexOf('.');
    try {
      return Arrays.stream(Class.forName(benchmark.substring(0, dot)).getMethods())
          .filter(method -> method.getName().equals(benchmark.substring(dot + 1)))
          .findFirst()
          .orElseThrow();
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException("a benchmark that was run is in no class", impossible);
    }
  }

  String group() {
    String room = method.getDeclaringClass().getPackageName();
    return room.substring(room.lastIndexOf('.') + 1);
  }

  /** The name of the method, as words. */
  String name() {
    return words(method.getName());
  }

  static String words(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[a-z])(?=[0-9])", " ").toLowerCase(Locale.ROOT);
  }

  String at() {
    return at(parameters);
  }

  static String at(Map<String, String> parameters) {
    List<String> each = parameters.entrySet().stream().map(entry -> entry.getKey() + '=' + entry.getValue()).toList();
    return String.join(" ", each);
  }

  /** Whether the parameter, given as {@code name=value}, is one of these; nothing is always. */
  boolean isAt(String parameter) {
    int sign = parameter.indexOf('=');
    return sign < 0 || parameter.substring(sign + 1).equals(parameters.get(parameter.substring(0, sign)));
  }

  /** Whether it was measured with these parameters, as far as it has them. */
  boolean isWithin(Map<String, String> others) {
    return others.entrySet().containsAll(parameters.entrySet());
  }
}
