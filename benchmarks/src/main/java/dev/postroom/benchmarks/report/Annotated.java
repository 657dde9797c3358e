package dev.postroom.benchmarks.report;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/** What the annotations of a class of benchmarks say. */
final class Annotated {
  private Annotated() {}

  /** The names of the floors and the peers. */
  static Set<String> besides(Class<?> benchmarks) {
    return Arrays.stream(benchmarks.getMethods())
        .flatMap(method -> Arrays.stream(method.getAnnotationsByType(Beside.class)))
        .map(Beside::value)
        .collect(Collectors.toSet());
  }

  /** The benchmarks that would be in no comparison, and those that would be compared with what is not there. */
  static List<String> flaws(Class<?> benchmarks) {
    Set<String> besides = besides(benchmarks);
    List<Method> methods = Arrays.stream(benchmarks.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .toList();
    Set<String> names = methods.stream().map(Method::getName).collect(Collectors.toSet());
    List<String> missing = besides.stream().filter(name -> !names.contains(name)).toList();
    List<String> loose = methods.stream()
        .filter(method -> !isCompared(method) && !besides.contains(method.getName()))
        .map(Method::getName)
        .toList();
    return Stream.concat(missing.stream(), loose.stream())
        .map(name -> benchmarks.getSimpleName() + '.' + name)
        .toList();
  }

  private static boolean isCompared(Method method) {
    return method.getAnnotationsByType(Beside.class).length > 0
        || method.getAnnotationsByType(Within.class).length > 0
        || method.isAnnotationPresent(IndependentOf.class)
        || method.isAnnotationPresent(Alone.class);
  }
}
