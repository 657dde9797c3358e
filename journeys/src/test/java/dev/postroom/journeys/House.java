package dev.postroom.journeys;

import dev.postroom.MailEngine;
import dev.postroom.MailEngineBuilder;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.access.Role;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.error.ConflictException;
import dev.postroom.id.DeliveryId;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.MailboxReader;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpRelay;
import dev.postroom.smtp.SmtpServer;
import dev.postroom.store.h2.H2MailStore;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** An engine as a host puts it together: the embedded store in a folder, an SMTP listener on a free port, one customer. */
final class House implements AutoCloseable {
  static final String ADDRESS = "support@acme.example";
  private static final int PAGE = 500;

  private final MailEngine engine;

  private House(MailEngine engine) {
    this.engine = engine;
  }

  /** Opens the house of a folder; what it has of customers and mail is what it had. */
  static House open(Path folder) {
    return open(folder, builder -> builder);
  }

  static House open(Path folder, UnaryOperator<MailEngineBuilder> options) {
    MasterKeyFile masterKey = MasterKeyFile.createIfAbsent(folder.resolve("master.key"));
    MailEngineBuilder builder = MailEngine.builder(H2MailStore.open(store(folder)), masterKey)
        .listen(SmtpServer.on(0).bindTo(InetAddress.getLoopbackAddress()).hostname("mx.postroom.example"));
    return new House(options.apply(builder).start());
  }

  static Path store(Path folder) {
    return folder.resolve("mail");
  }

  /** What hands mail over to a server on this machine. */
  static SmtpRelay relay(int port) {
    return SmtpRelay.to("127.0.0.1", port).tls(TlsPolicy.NONE);
  }

  MailEngine engine() {
    return engine;
  }

  InetSocketAddress smtp() {
    return engine.listeningOn().get(0);
  }

  WorkspaceAdmin acme() {
    return engine.tenants().create("my-product").createWorkspace("acme", "Acme Corp");
  }

  /** The mailbox support@acme.example, made when it is not there yet. */
  MailboxAdmin support() {
    WorkspaceAdmin acme = acme();
    Optional<MailboxAdmin> present = acme.findMailbox(EmailAddress.parse(ADDRESS));
    return present.orElseGet(() -> acme.claimDomain("acme.example").confirm().createMailbox("support"));
  }

  /** The mailbox as a holder of a new key sees it. */
  MailboxSession inbox() {
    return inbox(support().issueKey("journey", Role.READ_WRITE).secret());
  }

  MailboxSession inbox(String key) {
    return engine.keyedAccess().openMailbox(ApiKey.parse(key));
  }

  /** All messages of a mailbox, page by page. */
  static List<MessageSummary> list(MailboxReader inbox) {
    List<MessageSummary> all = new ArrayList<>();
    Page<MessageSummary> page = inbox.list(MessageQuery.all().limit(PAGE));
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = inbox.list(MessageQuery.all().limit(PAGE).after(page.next().get()));
      all.addAll(page.items());
    }
    return all;
  }

  /** Nobody waits for the hour at which the queue would try again by itself. What is due is left to it. */
  static void retry(MailboxSession inbox) {
    Instant soon = Instant.now().plusSeconds(5);
    inbox.deliveries()
        .list(Set.of(DeliveryState.WAITING), PageRequest.first().limit(PAGE))
        .items()
        .stream()
        .filter(delivery -> delivery.attempts() > 0 || delivery.status().isPresent())
        .filter(delivery -> delivery.due().filter(soon::isBefore).isPresent())
        .forEach(delivery -> retry(inbox, delivery.id()));
  }

  private static void retry(MailboxSession inbox, DeliveryId delivery) {
    try {
      inbox.deliveries().retry(delivery);
    } catch (ConflictException meanwhile) {
      // It has come to be due, and is under way.
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
