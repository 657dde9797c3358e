package dev.postroom.smtp;

import dev.postroom.address.DomainName;
import dev.postroom.outbound.Egress;
import dev.postroom.spi.dns.DnsResolver;
import dev.postroom.spi.outbound.Handoff;
import dev.postroom.spi.outbound.HandoffResult;
import dev.postroom.spi.outbound.HandoffResult.Answer;
import dev.postroom.spi.outbound.HandoffResult.Answered;
import dev.postroom.spi.outbound.HandoffResult.RecipientResult;
import dev.postroom.spi.outbound.HandoffResult.Unreachable;
import dev.postroom.spi.outbound.HandoffResult.Unreachable.Reason;
import dev.postroom.spi.outbound.RunningOutbound;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The running transport: finds the servers of a message, and hands it over to the first that speaks. */
final class OutboundClient implements RunningOutbound {
  private static final Logger LOG = System.getLogger(OutboundClient.class.getName());
  private static final Duration AFTER_CUT = Duration.ofSeconds(2);

  private final SmtpClientLimits limits;
  private final Egress standardEgress;
  private final Courses courses;
  private final Dialer dialer;
  private final Places places;
  private final IdleConnections idle;
  private final Watchdog watchdog;
  private final UnderWay underWay = new UnderWay();

  private OutboundClient(ClientSettings settings, Egress standardEgress, Courses courses, Dialer dialer,
      Watchdog watchdog) {
    this.limits = settings.limits();
    this.standardEgress = standardEgress;
    this.courses = courses;
    this.dialer = dialer;
    this.places = new Places(limits);
    this.idle = new IdleConnections(limits);
    this.watchdog = watchdog;
  }

  static OutboundClient start(ClientSettings settings, Egress standardEgress, DomainName heloName, DnsResolver dns) {
    Watchdog watchdog = new Watchdog();
    Dialer dialer = new Dialer(settings.limits(), heloName, new HostAddresses(dns, settings.networks()),
        Encryption.with(settings.trust()), watchdog);
    OutboundClient client =
        new OutboundClient(settings, standardEgress, new Courses(dns, settings.exchangerPort()), dialer, watchdog);
    watchdog.watch(client.idle);
    Thread.ofVirtual().name("postroom-smtp-watchdog").start(watchdog);
    return client;
  }

  @Override
  public Egress standardEgress() {
    return standardEgress;
  }

  @Override
  public int mostAtOnce() {
    return limits.maxConnections();
  }

  @Override
  public HandoffResult handOver(Handoff handoff) {
    if (!underWay.enter()) {
      return new Unreachable(Reason.HERE);
    }
    try {
      return handoff.recipients().isEmpty()
          ? new Answered(List.of())
          : handOver(handoff, Ticks.after(limits.handOver()));
    } catch (RuntimeException unforeseen) {
      LOG.log(Level.WARNING, "A hand-over failed: " + unforeseen.getClass().getName());
      return new Unreachable(Reason.HERE);
    } finally {
      underWay.leave();
    }
  }

  private HandoffResult handOver(Handoff handoff, long endBy) {
    return switch (courses.to(handoff.recipients().getFirst(), handoff.egress())) {
      case Course.Stops(List<Destination> stops) -> handOverAt(stops, handoff, endBy);
      case Course.Nowhere(Answer why) -> never(handoff, why);
      case Course.Unknown unknown -> new Unreachable(Reason.DNS);
    };
  }

  private HandoffResult handOverAt(List<Destination> stops, Handoff handoff, long endBy) {
    Setback setback = Setback.NO_ADDRESS;
    for (Destination stop : stops) {
      try {
        return handOverAt(stop, handoff, endBy);
      } catch (NoWay refused) {
        setback = setback.or(refused.setback());
        if (setback.endsTheSearch() || Ticks.now() >= endBy) {
          break;
        }
      }
    }
    Reason reason = setback.reason();
    return setback.forGood().map(why -> never(handoff, why)).orElseGet(() -> new Unreachable(reason));
  }

  private HandoffResult handOverAt(Destination stop, Handoff handoff, long endBy) throws NoWay {
    if (!places.enter(stop, endBy)) {
      throw new NoWay(Setback.HERE);
    }
    try {
      if (underWay.isClosed()) {
        throw new NoWay(Setback.HERE);
      }
      Optional<HandoffResult> byIdle = handOverByIdle(stop, handoff, endBy);
      return byIdle.isPresent() ? byIdle.get() : handOverByNew(stop, handoff, endBy);
    } finally {
      places.leave(stop);
    }
  }

  /** Empty where the connection has died in the meantime, as idle ones do: that says nothing about the server. */
  private Optional<HandoffResult> handOverByIdle(Destination stop, Handoff handoff, long endBy) {
    Optional<OutboundConnection> taken = idle.take(stop);
    if (taken.isEmpty()) {
      return Optional.empty();
    }
    OutboundConnection connection = taken.get();
    connection.endBy(endBy);
    if (!connection.stillListens()) {
      return Optional.empty();
    }
    OutboundTransaction transaction = new OutboundTransaction(connection, handoff);
    HandoffResult result = run(transaction, connection);
    return transaction.isBegun() ? Optional.of(result) : Optional.empty();
  }

  private HandoffResult handOverByNew(Destination stop, Handoff handoff, long endBy) throws NoWay {
    OutboundConnection connection = dialer.dial(stop, endBy);
    return run(new OutboundTransaction(connection, handoff), connection);
  }

  private HandoffResult run(OutboundTransaction transaction, OutboundConnection connection) {
    boolean done = false;
    try {
      HandoffResult result = transaction.run();
      done = true;
      return result;
    } finally {
      if (done && connection.isReusable()) {
        idle.put(connection);
      } else {
        connection.cut();
      }
    }
  }

  private static HandoffResult never(Handoff handoff, Answer why) {
    RecipientResult never = new RecipientResult.Never(why);
    return new Answered(handoff.recipients().stream().map(recipient -> never).toList());
  }

  /** Open connections that nobody uses. */
  int idle() {
    return idle.count();
  }

  /** Destinations that are spoken with. */
  int destinations() {
    return places.destinations();
  }

  @Override
  public void close() {
    if (!underWay.close()) {
      return;
    }
    places.open();
    List<Thread> leaving = idle.close();
    if (!underWay.awaitNone(limits.close())) {
      watchdog.cutAll();
      if (!underWay.awaitNone(AFTER_CUT)) {
        LOG.log(Level.WARNING, "Some hand-overs have not ended after the close");
      }
    }
    leaving.forEach(OutboundClient::await);
    watchdog.cutAll();
    watchdog.stop();
  }

  private static void await(Thread thread) {
    try {
      thread.join(AFTER_CUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
