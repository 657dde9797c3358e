package dev.postroom.benchmarks.routing;

import dev.postroom.access.Scope.OfMailbox;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.report.IndependentOf;
import dev.postroom.core.inbound.Routes;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The same look-up however many domains and aliases there are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShapesBenchmark {
  /** How many addresses there are, each as likely as the others. */
  @Param("1000000")
  int addresses;

  /** How they are spread: from few domains without aliases to many with many. */
  @Param({"ONE_DOMAIN", "MANY_DOMAINS", "MANY_ALIASES"})
  Shape shape;

  private Routes routes;
  private String[] texts;

  /** Fills a store, and asks for each address once. */
  @Setup
  public void fill() {
    Directory directory = new Directory(shape, addresses);
    routes = directory.routes();
    texts = new String[addresses];
    for (int i = 0; i < addresses; i++) {
      texts[i] = directory.address(i).toString();
    }
    Stream.of(texts).forEach(text -> routes.find(EmailAddress.parse(text)));
  }

  /** Any of them. */
  @Benchmark
  @IndependentOf(value = "shape", atMost = 1.25)
  public Optional<OfMailbox> anyAddress() {
    return routes.find(EmailAddress.parse(texts[ThreadLocalRandom.current().nextInt(texts.length)]));
  }
}
