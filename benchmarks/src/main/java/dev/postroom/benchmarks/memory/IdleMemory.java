package dev.postroom.benchmarks.memory;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.store.h2.H2MailStore;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What customers weigh that do nothing: the heap of an engine over a store of many, after full collections, less that of an engine over
 * an empty store; and how long it takes to open. Then what a session weighs that is held open, with its key, and an SMTP connection that
 * says nothing. To be run in a process of its own with the heap that is to be enough:
 * {@code java -Xmx512m … IdleMemory FOLDER TENANTS MAILBOXES}, the last two only where the folder has to be filled first.
 */
public final class IdleMemory {
  private final PrintStream out;

  IdleMemory(PrintStream out) {
    this.out = out;
  }

  /**
   * Fills the folder when it is told with how many, else measures.
   *
   * @param arguments
   *          the folder; tenants and mailboxes of each
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    if (arguments.length == 3) {
      new BulkLoad(folder, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2])).run();
    } else {
      new IdleMemory(System.out).measure(folder, 1_000);
    }
  }

  void measure(Path folder, int connections) throws IOException {
    Path empty = Files.createTempDirectory(folder, "empty");
    BulkLoad nobody = new BulkLoad(empty, 0, 0);
    nobody.run();
    Held before = Held.now();
    Held bare = open(empty, connections).since(before);
    Held idle = open(folder, connections).since(before);
    out.printf(Locale.ROOT, "idle: %,d octets of heap, %d threads, %d files; empty: %,d, %d, %d%n", idle.heap(),
        idle.threads(), idle.files(), bare.heap(), bare.threads(), bare.files());
  }

  private Held open(Path folder, int connections) throws IOException {
    long start = System.nanoTime();
    try (H2MailStore store = H2MailStore.open(BulkLoad.store(folder));
        MailEngine engine = MailEngine.builder(store, MasterKeyFile.open(BulkLoad.masterKey(folder)))
            .listen(SmtpServer.on(0))
            .start()) {
      out.printf(Locale.ROOT, "opened in %,d ms%n", Duration.ofNanos(System.nanoTime() - start).toMillis());
      Held idle = Held.now();
      sessions(engine, folder, idle);
      connections(engine, connections, Held.now());
      return idle;
    }
  }

  private void sessions(MailEngine engine, Path folder, Held before) throws IOException {
    List<MailboxSession> sessions = new ArrayList<>();
    for (String key : Files.readAllLines(BulkLoad.keys(folder))) {
      sessions.add(engine.keyedAccess().openMailbox(ApiKey.parse(key)));
    }
    print("session with its key", Held.now().since(before), sessions.size());
  }

  private void connections(MailEngine engine, int count, Held before) throws IOException {
    InetSocketAddress address = engine.listeningOn().getFirst();
    List<Socket> clients = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Socket client = new Socket(address.getAddress(), address.getPort());
      clients.add(client);
      client.getInputStream().read();
    }
    print("SMTP connection, both ends", Held.now().since(before), count);
    for (Socket client : clients) {
      client.close();
    }
  }

  private void print(String what, Held held, int count) {
    out.printf(Locale.ROOT, "%s: %,d octets of heap each, %d threads and %d files in all (%,d of them)%n", what,
        count == 0 ? 0 : held.heap() / count, held.threads(), held.files(), count);
  }
}
