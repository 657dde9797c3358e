package dev.postroom.benchmarks.routing;

import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Who has addresses, and which of them are written to, each as likely as the others. */
@State(Scope.Benchmark)
public class Customers {
  /** How many addresses there are. */
  @Param("1000000")
  int addresses;

  /** How many of them are written to: few are hot, all are uniform. */
  @Param({"1000", "1000000"})
  int asked;

  /** How they are spread. */
  @Param("MANY_DOMAINS")
  Shape shape;

  private Directory directory;

  /** Fills a store. */
  @Setup
  public void fill() {
    directory = new Directory(shape, addresses);
  }

  Directory directory() {
    return directory;
  }

  /** The texts of those that are written to, in one way of writing them. */
  String[] texts(IntPredicate wanted, UnaryOperator<String> written) {
    int step = Math.max(1, addresses / asked);
    return IntStream.range(0, Math.min(asked, addresses))
        .map(i -> i * step)
        .filter(wanted)
        .mapToObj(i -> written.apply(directory.address(i).toString()))
        .toArray(String[]::new);
  }

  /** The texts of those in ASCII. */
  String[] ascii() {
    return texts(i -> !Directory.isInternational(i), UnaryOperator.identity());
  }
}
