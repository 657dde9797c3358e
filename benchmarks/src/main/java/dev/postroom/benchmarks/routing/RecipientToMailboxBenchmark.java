package dev.postroom.benchmarks.routing;

import dev.postroom.access.Scope.OfMailbox;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.benchmarks.report.Within;
import dev.postroom.core.inbound.Routes;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.james.core.MailAddress;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * From the text of a recipient to a mailbox: parse, normalise, look up, look at the standing. Beside it the parsers of Apache James and
 * of Jakarta Mail with a hash map, which know neither tags nor catch-alls nor standings. James reads no address that is not ASCII.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecipientToMailboxBenchmark {

  /** Our routes, each address asked for once before. */
  @State(Scope.Benchmark)
  public static class Ours {
    private Routes routes;
    private String[] ascii;
    private String[] utf8;
    private String[] tagged;
    private String[] unknown;
    private String[] caught;

    /** Asks for each. */
    @Setup
    public void ask(Customers customers) {
      Directory directory = customers.directory();
      routes = directory.routes();
      ascii = customers.ascii();
      utf8 = customers.texts(Directory::isInternational, UnaryOperator.identity());
      tagged = customers.texts(i -> !Directory.isInternational(i), text -> text.replace("@", "+deals@"));
      unknown = customers.texts(i -> !directory.hasCatchAll(i), text -> 'x' + text);
      caught = customers.texts(directory::hasCatchAll, text -> 'x' + text);
      Stream.of(ascii, utf8).flatMap(Stream::of).forEach(text -> routes.find(EmailAddress.parse(text)));
    }

    private Optional<OfMailbox> find(String[] texts) {
      return routes.find(EmailAddress.parse(any(texts)));
    }
  }

  /** What Apache James reads, and a hash map. */
  @State(Scope.Benchmark)
  public static class James {
    private final Map<MailAddress, OfMailbox> mailboxes = new HashMap<>();
    private String[] ascii;

    /** Fills the map. */
    @Setup
    public void fill(Customers customers) throws AddressException {
      Directory directory = customers.directory();
      ascii = customers.ascii();
      for (int i = 0; i < customers.addresses; i++) {
        if (!Directory.isInternational(i)) {
          mailboxes.put(new MailAddress(directory.address(i).toString()), directory.mailbox(i));
        }
      }
    }
  }

  /** What Jakarta Mail reads, and a hash map. */
  @State(Scope.Benchmark)
  public static class Jakarta {
    private final Map<InternetAddress, OfMailbox> mailboxes = new HashMap<>();
    private String[] ascii;

    /** Fills the map. */
    @Setup
    public void fill(Customers customers) throws AddressException {
      Directory directory = customers.directory();
      ascii = customers.ascii();
      for (int i = 0; i < customers.addresses; i++) {
        if (!Directory.isInternational(i)) {
          mailboxes.put(new InternetAddress(directory.address(i).toString(), true), directory.mailbox(i));
        }
      }
    }
  }

  /** An address in ASCII, be it the first of its mailbox or an alias. */
  @Benchmark
  @Within(value = 150, at = "asked=1000")
  @Within(value = 550, at = "asked=1000000")
  @Beside("parseOnly")
  @Beside(value = "james", atMost = 0.5)
  @Beside(value = "jakarta", atMost = 0.34)
  public Optional<OfMailbox> ascii(Ours ours) {
    return ours.find(ours.ascii);
  }

  /** The same in UTF-8. */
  @Benchmark
  @Beside("jakarta")
  public Optional<OfMailbox> utf8(Ours ours) {
    return ours.find(ours.utf8);
  }

  /** An address with a tag after a plus sign. */
  @Benchmark
  @Beside("james")
  public Optional<OfMailbox> plusTag(Ours ours) {
    return ours.find(ours.tagged);
  }

  /** A local part that nobody has, where there is a catch-all. */
  @Benchmark
  @Beside("james")
  public Optional<OfMailbox> catchAll(Ours ours) {
    return ours.find(ours.caught);
  }

  /** A local part that nobody has, where there is none. */
  @Benchmark
  @Beside("james")
  public Optional<OfMailbox> unknown(Ours ours) {
    return ours.find(ours.unknown);
  }

  /** The part that is only text. */
  @Benchmark
  public EmailAddress parseOnly(Ours ours) {
    return EmailAddress.parse(any(ours.ascii));
  }

  /** Apache James. */
  @Benchmark
  public @Nullable OfMailbox james(James james) throws AddressException {
    return james.mailboxes.get(new MailAddress(any(james.ascii)));
  }

  /** Jakarta Mail. */
  @Benchmark
  public @Nullable OfMailbox jakarta(Jakarta jakarta) throws AddressException {
    return jakarta.mailboxes.get(new InternetAddress(any(jakarta.ascii), true));
  }

  private static String any(String[] texts) {
    return texts[ThreadLocalRandom.current().nextInt(texts.length)];
  }
}
