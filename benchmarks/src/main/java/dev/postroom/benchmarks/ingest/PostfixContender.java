package dev.postroom.benchmarks.ingest;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Postfix with a mail directory for each customer: an instance of its own in a folder of its own, on a port of the loopback, which
 * delivers nothing elsewhere. It answers when the message is in its queue, and delivers it beside; both are counted as its time, and
 * what is in the queue is waited for before anybody else's turn. Its defaults stand, but for what would slow it down: it does not wait
 * for deliveries before it takes more, looks up no names and writes no log.
 */
record PostfixContender() implements Contender {
  private static final String POSTFIX = "/usr/sbin/postfix";
  private static final long SETTLE_SECONDS = 120;
  private static final long START_SECONDS = 20;
  private static final long PAUSE_MILLIS = 20;

  @Override
  public String name() {
    return "postfix";
  }

  @Override
  public Optional<String> skippedBecause() {
    if (!Files.isExecutable(Path.of(POSTFIX))) {
      return Optional.of("it is not installed");
    }
    return "root".equals(System.getProperty("user.name")) ? Optional.empty()
        : Optional.of("it is started by root alone");
  }

  @Override
  public Running start(Path folder) throws IOException, InterruptedException {
    int port = freePort();
    Path configuration = Files.createDirectory(folder.resolve("etc"));
    Path queue = Files.createDirectory(folder.resolve("queue"));
    own(Files.createDirectory(folder.resolve("data")), "postfix");
    own(Files.createDirectory(folder.resolve("mail")), "nobody");
    open(folder);
    Files.writeString(configuration.resolve("recipients"), "/^support@(customer-[0-9]+)\\.example$/ $1/\n");
    Files.writeString(configuration.resolve("domains"), "/^customer-[0-9]+\\.example$/ here\n");
    Files.writeString(configuration.resolve("main.cf"), main(folder));
    Files.writeString(configuration.resolve("master.cf"), MASTER.formatted(port));
    run(POSTFIX, "-c", configuration.toString(), "check");
    Path daemons = Path.of(run("/usr/sbin/postconf", "-c", configuration.toString(), "-h", "daemon_directory"));
    Process master = process(daemons.resolve("master").toString(), "-c", configuration.toString(), "-s").start();
    RunningPostfix postfix = new RunningPostfix(master, port, queue);
    try {
      postfix.awaitListening();
    } catch (IOException | InterruptedException failed) {
      postfix.stop();
      throw failed;
    }
    return postfix;
  }

  private static ProcessBuilder process(String... command) {
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = process(command).start();
    String said = process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining()).strip();
    if (process.waitFor() != 0) {
      throw new IOException(command[0] + " failed");
    }
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void own(Path folder, String user) throws IOException {
    Files.setOwner(folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
  }

  /** Its parts run as other users, who have to pass through. */
  private static void open(Path folder) throws IOException {
    for (Path each = folder; each != null && Files.isWritable(each) && !each.equals(Path.of("/tmp")); each = each
        .getParent()) {
      Files.setPosixFilePermissions(each, fromString("rwxr-xr-x"));
    }
  }

  private static String main(Path folder) {
    return """
        compatibility_level = 3.6
        queue_directory = %1$s/queue
        data_directory = %1$s/data
        inet_interfaces = 127.0.0.1
        inet_protocols = ipv4
        myhostname = postfix.example
        mydestination =
        mynetworks = 127.0.0.0/8
        alias_maps =
        local_recipient_maps =
        smtpd_peername_lookup = no
        disable_dns_lookups = yes
        smtpd_recipient_restrictions = reject_unauth_destination
        default_transport = error:no mail leaves this machine
        relay_transport = error:no mail leaves this machine
        virtual_transport = virtual
        virtual_mailbox_domains = regexp:%1$s/etc/domains
        virtual_mailbox_maps = regexp:%1$s/etc/recipients
        virtual_mailbox_base = %1$s/mail
        virtual_mailbox_limit = 0
        virtual_uid_maps = static:65534
        virtual_gid_maps = static:65534
        in_flow_delay = 0
        queue_run_delay = 1s
        minimal_backoff_time = 1s
        maximal_backoff_time = 1s
        smtpd_client_connection_count_limit = 0
        """.formatted(folder);
  }

  private static final String MASTER = """
      127.0.0.1:%d inet n - n - - smtpd
      pickup unix n - n 60 1 pickup
      cleanup unix n - n - 0 cleanup
      qmgr unix n - n 300 1 qmgr
      rewrite unix - - n - - trivial-rewrite
      bounce unix - - n - 0 bounce
      defer unix - - n - 0 bounce
      trace unix - - n - 0 bounce
      verify unix - - n - 1 verify
      flush unix n - n 1000? 0 flush
      proxymap unix - - n - - proxymap
      error unix - - n - - error
      retry unix - - n - - error
      discard unix - - n - - discard
      virtual unix - n n - - virtual
      anvil unix - - n - 1 anvil
      scache unix - - n - 1 scache
      """;

  private record RunningPostfix(Process master, int port, Path queue) implements Running {

    private void awaitListening() throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
      while (true) {
        try {
          new Socket(InetAddress.getLoopbackAddress(), port).close();
          return;
        } catch (IOException notYet) {
          if (!master.isAlive() || System.nanoTime() > deadline) {
            throw notYet;
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }

    @Override
    public long process() {
      return master.pid();
    }

    /** What it puts off under load it tries again a second later. */
    @Override
    public void settle() throws IOException, InterruptedException {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
      for (String part : List.of("incoming", "active", "deferred", "active")) {
        while (holdsAnything(queue.resolve(part))) {
          if (System.nanoTime() > deadline) {
            throw new IOException("postfix did not deliver all");
          }
          Thread.sleep(PAUSE_MILLIS);
        }
      }
    }

    private static boolean holdsAnything(Path part) throws IOException {
      try (Stream<Path> files = Files.walk(part)) {
        return files.anyMatch(Files::isRegularFile);
      } catch (UncheckedIOException moved) {
        return true;
      }
    }

    @Override
    public void stop() throws InterruptedException {
      master.destroy();
      master.waitFor();
    }
  }
}
