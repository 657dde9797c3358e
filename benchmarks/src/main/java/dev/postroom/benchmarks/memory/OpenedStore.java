package dev.postroom.benchmarks.memory;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.benchmarks.ChildJvm;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.inbound.Routes;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpLimits;
import dev.postroom.smtp.SmtpServer;
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
import java.util.stream.IntStream;

/**
 * The process whose memory is measured. It opens a folder and answers, a line each: how many milliseconds that took, then what it holds
 * at each stage that {@link Weighed} names, and before the last one the port to connect to.
 */
public final class OpenedStore {
  private static final int MANY = 100_000;

  private final BulkLoad load;

  private OpenedStore(BulkLoad load) {
    this.load = load;
  }

  /**
   * Opens and answers.
   *
   * @param arguments
   *          the folder, how many tenants are in it, and how many mailboxes each of them has
   */
  public static void main(String... arguments) throws IOException {
    new OpenedStore(
        new BulkLoad(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]))).measure();
  }

  private void measure() throws IOException {
    long start = System.nanoTime();
    try (H2MailStore store = H2MailStore.open(load.store());
        MailEngine engine =
            MailEngine.builder(store, MasterKeyFile.open(load.masterKey())).listen(OpenedStore::smtp).start()) {
      ChildJvm.say(Duration.ofNanos(System.nanoTime() - start).toMillis());
      ChildJvm.say(Held.now().line());
      sessions(engine);
      routes(store);
      connections(engine);
    }
  }

  private static RunningTransport smtp(MailReceiver receiver) {
    return SmtpServer.on(0)
        .bindTo(InetAddress.getLoopbackAddress())
        .limits(SmtpLimits.defaults().maxConnections(MANY).maxConnectionsPerClient(MANY))
        .start(receiver);
  }

  private void sessions(MailEngine engine) throws IOException {
    Held before = Held.now();
    ChildJvm.say(withSessions(engine).since(before).line());
    ChildJvm.say(Held.now().since(before).line());
  }

  private Held withSessions(MailEngine engine) throws IOException {
    List<MailboxSession> sessions = new ArrayList<>();
    try {
      for (String key : Files.readAllLines(load.keys())) {
        sessions.add(engine.keyedAccess().openMailbox(ApiKey.parse(key)));
      }
      return Held.now();
    } finally {
      Reference.reachabilityFence(sessions);
    }
  }

  /** By a table of its own, so that nothing else is counted but the standings that it goes by. */
  private void routes(H2MailStore store) throws IOException {
    Held before = Held.now();
    Undecided undecided = new Undecided();
    Routes routes = new Routes(store, new LiveStandings(store, undecided), undecided);
    IntStream.range(0, load.tenants())
        .parallel()
        .forEach(tenant -> IntStream.range(0, load.mailboxes())
            .forEach(mailbox -> require(routes.find(BulkLoad.address(tenant, mailbox)).isPresent())));
    ChildJvm.say(Held.now().since(before).line());
    require(routes.find(BulkLoad.address(load.tenants(), 0)).isEmpty());
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
