package dev.postroom.core.dns;

import dev.postroom.error.InvalidInputException;
import dev.postroom.spi.dns.DnsAnswer;
import dev.postroom.spi.dns.DnsName;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.dns.DnsType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.xbill.DNS.Cache;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupResult;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * The resolver that an engine uses when its host gives no other: dnsjava, asking recursive servers over UDP, and over TCP when an
 * answer does not fit. Aliases are followed; hosts files and search paths are not consulted.
 *
 * <p>
 * Answers are kept as long as their time to live says, at most an hour; that there is none at most a minute, since whoever just
 * published a record asks again soon. The cache is bounded. Safe for many threads; an interrupt ends a look-up as unavailable and
 * stays set.
 */
public final class DnsJavaResolver implements DnsResolver {
  private static final Duration ONE_SERVER = Duration.ofSeconds(3);
  private static final Duration ALL_SERVERS = Duration.ofSeconds(10);
  private static final int TRIES = 2;
  private static final int CACHED_NAMES = 20_000;
  private static final int LONGEST_KEPT_SECONDS = 3_600;
  private static final int LONGEST_NOTHING_KEPT_SECONDS = 60;

  private final Supplier<Resolver> servers;
  private final Duration patience;
  private Optional<LookupSession> session = Optional.empty();

  private DnsJavaResolver(Supplier<Resolver> servers, Duration patience) {
    this.servers = servers;
    this.patience = patience;
  }

  /**
   * Asks the servers that the system is set up with, at most about ten seconds for each question. They are looked up with the first
   * question, so an engine that asks nothing needs none.
   */
  public static DnsJavaResolver ofSystem() {
    return new DnsJavaResolver(
        () -> oneAfterTheOther(ResolverConfig.getCurrentConfig().servers(), ONE_SERVER, ALL_SERVERS), ALL_SERVERS);
  }

  /**
   * Asks certain servers.
   *
   * @param servers
   *          recursive servers, in the order in which they are asked
   * @param timeout
   *          how long each is waited for, each time, and all together at most four times as long
   * @throws InvalidInputException
   *           when there is no server or no time
   */
  public static DnsJavaResolver of(List<InetSocketAddress> servers, Duration timeout) {
    if (servers.isEmpty()) {
      throw new InvalidInputException("servers: none (expected: 1 or more)");
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new InvalidInputException("timeout: " + timeout + " (expected: more than nothing)");
    }
    Duration all = timeout.multipliedBy(2L * TRIES);
    List<InetSocketAddress> copy = List.copyOf(servers);
    return new DnsJavaResolver(() -> oneAfterTheOther(copy, timeout, all), all);
  }

  private static Resolver oneAfterTheOther(List<InetSocketAddress> servers, Duration oneServer, Duration all) {
    ExtendedResolver resolver = new ExtendedResolver(servers.stream().map(server -> {
      SimpleResolver one = new SimpleResolver(server);
      one.setTimeout(oneServer);
      return (Resolver) one;
    }).toList());
    resolver.setTimeout(all);
    resolver.setRetries(TRIES);
    return resolver;
  }

  private synchronized LookupSession session() {
    LookupSession opened = session.orElseGet(() -> {
      Cache cache = new Cache(DClass.IN);
      cache.setMaxEntries(CACHED_NAMES);
      cache.setMaxCache(LONGEST_KEPT_SECONDS);
      cache.setMaxNCache(LONGEST_NOTHING_KEPT_SECONDS);
      // Threads of its own for what follows an answer: the pool that the whole process shares may be busy with a host's work.
      return LookupSession.builder()
          .resolver(servers.get())
          .cache(cache)
          .executor(Thread::startVirtualThread)
          .build();
    });
    session = Optional.of(opened);
    return opened;
  }

  @Override
  public DnsAnswer lookup(DnsName name, DnsType type) {
    int wanted = Type.value(type.name());
    Future<LookupResult> answer = session().lookupAsync(absolute(name), wanted).toCompletableFuture();
    try {
      return answered(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), wanted);
    } catch (ExecutionException none) {
      return switch (none.getCause()) {
        case NoSuchDomainException noName -> new DnsAnswer.NoSuchName();
        case NoSuchRRSetException noRecords -> new DnsAnswer.NoRecords();
        case null, default -> new DnsAnswer.Unavailable();
      };
    } catch (TimeoutException late) {
      answer.cancel(false);
      return new DnsAnswer.Unavailable();
    } catch (InterruptedException interrupted) {
      answer.cancel(false);
      Thread.currentThread().interrupt();
      return new DnsAnswer.Unavailable();
    }
  }

  private static DnsAnswer answered(LookupResult result, int wanted) {
    List<String> values = result.getRecords()
        .stream()
        .filter(record -> record.getType() == wanted)
        .map(Presentation::of)
        .toList();
    return values.isEmpty() ? new DnsAnswer.NoRecords() : new DnsAnswer.Records(values);
  }

  private static Name absolute(DnsName name) {
    try {
      return Name.fromString(name.value(), Name.root);
    } catch (TextParseException noName) {
      throw new IllegalArgumentException("name: malformed (expected: what DnsName lets through)", noName);
    }
  }
}
