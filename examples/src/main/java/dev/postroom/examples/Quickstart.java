package dev.postroom.examples;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.MessageListener;
import dev.postroom.access.ApiKey;
import dev.postroom.address.EmailAddress;
import dev.postroom.error.NotFoundException;
import dev.postroom.message.AttachmentInfo;
import dev.postroom.message.Correspondent;
import dev.postroom.message.Message;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.RefusalReason;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.Suppression;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpRelay;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.testkit.smtp.ReceivedMail;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * A small host application. It opens an engine on a fresh folder, provisions two customers, receives mail for both over SMTP, shows
 * what each customer's key can see and that it sees nothing of the other's. It answers one message, writes to somebody who is not
 * there and is not written to again, and shows that the files hold none of it in clear. With {@code --serve} it stays up and prints
 * every message that arrives.
 */
public final class Quickstart {
  private static final List<String> WORDS =
      List.of("marmalade", "blinking-lamp", "Quittengelee", "Ada Byron", "ghost@");

  private final PrintStream out;

  private Quickstart(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs the example.
   *
   * @param args
   *          {@code --serve} to stay up
   * @throws Exception
   *           when anything does not go as told
   */
  public static void main(String[] args) throws Exception {
    Quickstart quickstart = new Quickstart(System.out);
    Path folder = Files.createTempDirectory("postroom-quickstart-");
    try {
      if (List.of(args).contains("--serve")) {
        quickstart.serve(folder);
      } else {
        quickstart.run(folder);
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private void run(Path folder) throws Exception {
    CountDownLatch arrivals = new CountDownLatch(SampleMail.COUNT);
    try (OutsideWorld world = new OutsideWorld(); MailEngine engine = start(folder, world, (inbox, mail) -> {
      out.println("  arrived in " + inbox.id() + ": " + mail.subject());
      arrivals.countDown();
    })) {
      TwoCustomers customers = TwoCustomers.provision(engine.tenants());
      out.println("Sending " + SampleMail.COUNT + " messages to " + engine.listeningOn().get(0));
      SampleMail.sendAll(engine.listeningOn().get(0));
      arrivals.await();

      out.println("What Acme's key sees:");
      MessageSummary first = show(engine.keyedAccess(), customers.acmeKey());
      out.println("What Globex's key sees:");
      show(engine.keyedAccess(), customers.globexKey());
      tryForeignMessage(engine.keyedAccess(), customers.globexKey(), first);
      write(engine, customers.acmeKey(), first, world);
    }
    searchFiles(folder);
  }

  private static MailEngine start(Path folder, OutsideWorld world, MessageListener listener) {
    return MailEngine
        .builder(H2MailStore.open(folder.resolve("mail")), MasterKeyFile.createIfAbsent(folder.resolve("master.key")))
        .deliverBy(SmtpRelay.to("127.0.0.1", world.port()).tls(TlsPolicy.NONE))
        .listen(SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress()))
        .onMessage(listener)
        .start();
  }

  private MessageSummary show(KeyedAccess access, String key) throws IOException {
    MailboxSession inbox = access.openMailbox(ApiKey.parse(key));
    List<MessageSummary> unread = inbox.list(MessageQuery.unread()).items();
    for (MessageSummary summary : unread) {
      Message message = inbox.read(summary.id());
      out.printf("  %s  %s  from %s, %,d octets%n", summary.thread(), summary.subject(),
          summary.from().get(0).display(),
          summary.size());
      message.text().ifPresent(text -> text.content().lines().limit(2).forEach(line -> out.println("      " + line)));
      for (AttachmentInfo attachment : summary.attachments()) {
        byte[] octets = inbox.openAttachment(summary.id(), attachment.part()).readAllBytes();
        out.printf("      + %s, %d octets%n", attachment.fileName().orElse("(no name)"), octets.length);
      }
      inbox.markRead(summary.id());
    }
    return unread.get(0);
  }

  private void tryForeignMessage(KeyedAccess access, String key, MessageSummary foreign) {
    try {
      access.openMailbox(ApiKey.parse(key)).read(foreign.id());
      throw new IllegalStateException("a foreign message was read");
    } catch (NotFoundException expected) {
      out.println("Globex's key on Acme's message: " + expected.getMessage());
    }
  }

  /** A reply that arrives, and a message that does not: its recipient is not written to again. */
  private void write(MailEngine engine, String key, MessageSummary received, OutsideWorld world) throws Exception {
    MailboxSession inbox = engine.keyedAccess().openMailbox(ApiKey.parse(key));
    CountDownLatch settled = new CountDownLatch(2);
    OutsideWorld.countSettled(engine, settled);
    out.println("Acme answers, and writes to somebody who is not there:");
    tell(inbox.reply(received.id(), "Thank you. The marmalade engineer is on his way."));
    OutgoingMessage lost = OutgoingMessage.to(OutsideWorld.GHOST).subject("Are you there?").text("Hello?");
    tell(inbox.send(lost));
    settled.await();

    ReceivedMail arrived = world.taken().get(0);
    out.println("  arrived outside, in its thread: " + header(arrived, "In-Reply-To"));
    out.println("  signed by its domain: " + header(arrived, "DKIM-Signature"));
    out.println("  with a return path of its own: " + arrived.sender());
    for (Suppression suppression : inbox.policy().listSuppressions(PageRequest.first()).items()) {
      out.println("  suppressed: " + suppression.address() + ", " + suppression.reason());
    }
    out.println("The same message once more:");
    SendReceipt again = inbox.send(lost);
    tell(again);
    if (inbox.policy().findSuppression(EmailAddress.parse(OutsideWorld.GHOST)).isEmpty() || !isSuppressed(again)) {
      throw new IllegalStateException("somebody who is not there is written to again");
    }
  }

  private static boolean isSuppressed(SendReceipt receipt) {
    return receipt.outcomes()
        .stream()
        .allMatch(outcome -> outcome instanceof RecipientOutcome.Refused refused
            && refused.reason() == RefusalReason.SUPPRESSED);
  }

  private void tell(SendReceipt receipt) {
    for (RecipientOutcome outcome : receipt.outcomes()) {
      out.println("  " + outcome.recipient() + ": " + switch (outcome) {
        case RecipientOutcome.Queued queued -> "queued, " + queued.delivery();
        case RecipientOutcome.Refused refused -> "refused, " + refused.reason();
        case RecipientOutcome.Deferred deferred -> "not before " + deferred.retryAfter() + ", " + deferred.reason();
      });
    }
  }

  private static String header(ReceivedMail mail, String name) {
    return new String(mail.octets(), StandardCharsets.US_ASCII).lines()
        .filter(line -> line.startsWith(name + ": "))
        .findFirst()
        .orElseThrow();
  }

  private void searchFiles(Path folder) throws IOException {
    for (String word : WORDS) {
      if (Folders.contains(folder, word)) {
        throw new IllegalStateException("found in clear: " + word);
      }
    }
    out.println("In the files, in clear: none of " + WORDS);
  }

  private void serve(Path folder) throws InterruptedException {
    CountDownLatch end = untilEnded();
    try (OutsideWorld world = new OutsideWorld(); MailEngine engine = start(folder, world, this::print)) {
      TwoCustomers customers = TwoCustomers.provision(engine.tenants());
      InetSocketAddress address = engine.listeningOn().get(0);
      out.printf("Listening on %s port %d%n", address.getHostString(), address.getPort());
      out.println("support@acme.example  " + customers.acmeKey());
      out.println("sales@globex.example  " + customers.globexKey());
      out.println("End with Ctrl-C.");
      end.await();
    }
  }

  private void print(MailboxSession inbox, MessageSummary mail) {
    out.printf("%nIn %s, from %s: %s%n", inbox.id(), from(mail), mail.subject());
    inbox.read(mail.id()).text().ifPresent(text -> text.content().lines().forEach(line -> out.println("    " + line)));
  }

  private static String from(MessageSummary mail) {
    return mail.from().stream().map(Correspondent::display).collect(Collectors.joining(", "));
  }

  /** Whoever ends this JVM is kept waiting until the engine is closed and the folder, with its master key, is gone. */
  private static CountDownLatch untilEnded() {
    CountDownLatch ended = new CountDownLatch(1);
    Thread serving = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      ended.countDown();
      try {
        serving.join();
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }));
    return ended;
  }
}
