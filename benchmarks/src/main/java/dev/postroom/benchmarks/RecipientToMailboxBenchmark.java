package dev.postroom.benchmarks;

import dev.postroom.access.Scope.OfMailbox;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.inbound.Routes;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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

/** From the text of a recipient to a mailbox: parse, normalise, look up the domain and the local part, look at the standing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecipientToMailboxBenchmark {
  /** How many mailboxes are written to, each as likely as the others. */
  @Param({"1000", "10000"})
  int mailboxes;

  private Population population;
  private Routes routes;

  /** Fills a store. */
  @Setup
  public void fill() {
    population = new Population(mailboxes);
    routes = new Routes(population.store(), new LiveStandings(population.store(), new Undecided()), new Undecided());
  }

  /** The address that the mailbox is known by. */
  @Benchmark
  @Beside("parseOnly")
  public Optional<OfMailbox> exact() {
    return routes.find(EmailAddress.parse(anyAddress()));
  }

  /** The same with a tag after a plus sign. */
  @Benchmark
  @Beside("parseOnly")
  public Optional<OfMailbox> plusTag() {
    String address = anyAddress();
    return routes.find(EmailAddress.parse(address.replace("@", "+tag@")));
  }

  /** Another address of the mailbox. */
  @Benchmark
  @Beside("parseOnly")
  public Optional<OfMailbox> alias() {
    return routes.find(EmailAddress.parse("alias." + anyAddress()));
  }

  /** A local part that nobody has. */
  @Benchmark
  @Beside("parseOnly")
  public Optional<OfMailbox> unknown() {
    return routes.find(EmailAddress.parse("x" + anyAddress()));
  }

  /** The part that is only text. */
  @Benchmark
  public EmailAddress parseOnly() {
    return EmailAddress.parse(anyAddress());
  }

  private String anyAddress() {
    return population.addressText(ThreadLocalRandom.current().nextInt(mailboxes));
  }
}
