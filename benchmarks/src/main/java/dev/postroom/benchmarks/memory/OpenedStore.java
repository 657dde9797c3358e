package dev.postroom.benchmarks.memory;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.address.EmailAddress;
import dev.postroom.benchmarks.ChildJvm;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.inbound.Routes;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.RecipientAnswer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpLimits;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.spi.inbound.InboundTransaction;
import dev.postroom.spi.inbound.MailReceiver;
import dev.postroom.spi.inbound.RunningTransport;
import dev.postroom.store.h2.H2MailStore;
import java.io.IOException;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The process whose memory is measured. It opens a folder and answers, a line each: how many milliseconds that took, then what it holds
 * at each stage that {@link Weighed} names, and before the last one the port to connect to.
 */
public final class OpenedStore {
  private static final int MANY = 100_000;
  private static final ReversePath SENDER = ReversePath.of(EmailAddress.parse("sender@elsewhere.example"));

  private final BulkLoad load;
  private Optional<MailReceiver> receiver = Optional.empty();

  /** How many of so many tenants are asked for where what one takes is weighed: so few that the bounds of caches are not reached. */
  static int asked(int tenants) {
    return Math.max(1, tenants / 10);
  }

  private OpenedStore(BulkLoad load) {
    this.load = load;
  }

  /**
   * Opens and answers.
   *
   * @param arguments
   *          the folder, and how many customers are in it
   */
  public static void main(String... arguments) throws IOException {
    List<String> said = List.of(arguments);
    new OpenedStore(new BulkLoad(Path.of(said.getFirst()), Customers.of(said.subList(1, said.size())))).measure();
  }

  private void measure() throws IOException {
    long start = System.nanoTime();
    try (H2MailStore store = H2MailStore.open(load.store());
        MailEngine engine =
            MailEngine.builder(store, MasterKeyFile.open(load.masterKey())).listen(this::smtp).start()) {
      ChildJvm.say(Duration.ofNanos(System.nanoTime() - start).toMillis());
      ChildJvm.say(Held.now().line());
      sessions(engine);
      routes(store);
      offers(engine);
      connections(engine);
    }
  }

  private RunningTransport smtp(MailReceiver engine) {
    receiver = Optional.of(engine);
    return SmtpServer.on(0)
        .bindTo(InetAddress.getLoopbackAddress())
        .limits(SmtpLimits.defaults().maxConnections(MANY).maxConnectionsPerClient(MANY))
        .start(engine);
  }

  private void sessions(MailEngine engine) throws IOException {
    Held before = Held.now();
    ChildJvm.say(withSessions(engine).since(before).line());
    ChildJvm.say(Held.now().since(before).line());
  }

  private Held withSessions(MailEngine engine) throws IOException {
    List<MailboxSession> sessions = new ArrayList<>();
    try {
      try (Stream<String> keys = Files.lines(load.keys())) {
        keys.limit(asked(load.customers().tenants())).forEach(key -> sessions.add(session(engine, key)));
      }
      return Held.now();
    } finally {
      Reference.reachabilityFence(sessions);
    }
  }

  private static MailboxSession session(MailEngine engine, String key) {
    return engine.keyedAccess().openMailbox(ApiKey.parse(key));
  }

  /** By a table of its own, so that nothing else is counted but the standings that it goes by. */
  private void routes(H2MailStore store) throws IOException {
    Held before = Held.now();
    Undecided undecided = new Undecided();
    Routes routes = new Routes(store, new LiveStandings(store, undecided), undecided);
    IntStream.range(0, asked(load.customers().tenants()))
        .parallel()
        .forEach(tenant -> IntStream.range(0, load.customers().mailboxes())
            .forEach(mailbox -> require(routes.find(BulkLoad.address(tenant, mailbox)).isPresent())));
    ChildJvm.say(Held.now().since(before).line());
    require(routes.find(BulkLoad.address(load.customers().tenants(), 0)).isEmpty());
  }

  /** All keys are used. Of a message to each mailbox only the recipient is said: what is remembered of a mailbox is asked for then. */
  private void offers(MailEngine engine) throws IOException {
    Held before = Held.now();
    try (Stream<String> keys = Files.lines(load.keys())) {
      keys.forEach(key -> session(engine, key));
    }
    IntStream.range(0, load.customers().tenants())
        .parallel()
        .forEach(tenant -> IntStream.range(0, load.customers().mailboxes())
            .forEach(mailbox -> offer(BulkLoad.address(tenant, mailbox))));
    ChildJvm.say(Held.now().since(before).line());
  }

  private void offer(EmailAddress recipient) {
    try (InboundTransaction transaction =
        receiver.orElseThrow().begin(SENDER, Peer.local("offered"), OptionalLong.empty())) {
      require(transaction.recipient(recipient) instanceof RecipientAnswer.Accepted);
    }
  }

  private static void require(boolean asLoaded) {
    if (!asLoaded) {
      throw new IllegalStateException("the store: answers otherwise than it was loaded");
    }
  }

  /** Whoever started this process connects and writes a line. */
  private static void connections(MailEngine engine) throws IOException {
    Held before = Held.now();
    ChildJvm.say(engine.listeningOn().getFirst().getPort());
    if (System.in.read() >= 0) {
      ChildJvm.say(Held.now().since(before).line());
    }
  }
}
