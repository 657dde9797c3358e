package dev.postroom.journeys;

import static org.awaitility.Awaitility.await;

import dev.postroom.MailEngine;
import dev.postroom.MailEngineBuilder;
import dev.postroom.MasterKeyFile;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.DomainId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Addressee;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.Policy;
import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.testkit.ScriptedTransport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Two tenants with three workspaces and four mailboxes, each of which keeps something of every kind that is kept. What is in the one
 * is told from what is in the other by the name of the place.
 */
final class Estate implements AutoCloseable {
  static final String PLATFORM = "platform.example";

  /** A mailbox and what it was made to send. */
  record Lodger(MailboxAdmin admin, EmailAddress address, List<OutgoingMessage> sent) {
    MailboxSession session() {
      return admin.session();
    }
  }

  private final MailEngine engine;
  private final H2MailStore store;
  private final Path folder;
  private boolean isPublished;
  private final List<TenantAdmin> tenants = new ArrayList<>();
  private final List<WorkspaceAdmin> workspaces = new ArrayList<>();
  private final List<Lodger> lodgers = new ArrayList<>();

  private Estate(Path folder, H2MailStore store, MailEngine engine) {
    this.store = store;
    this.folder = folder;
    this.engine = engine;
  }

  /** Opens the estate of a folder, with the people in it, and what they have made or are to make. */
  static Estate open(Path folder) {
    return open(folder, MasterKeyFile.createIfAbsent(folder.resolve("master.key")), builder -> builder,
        ScriptedTransport.direct().always("nowhere.example", ScriptedTransport.never(550, "5.1.1")));
  }

  static Estate open(Path folder, MasterKey masterKey, UnaryOperator<MailEngineBuilder> options,
      ScriptedTransport transport) {
    H2MailStore store = H2MailStore.open(House.store(folder));
    MailEngineBuilder builder = MailEngine.builder(store, masterKey).deliverBy(transport);
    Estate estate = new Estate(folder, store, options.apply(builder).start());
    estate.engine.addPlatformDomain(PLATFORM);
    estate.lodge("one", "acme", "ada");
    estate.lodge("one", "acme", "bob");
    estate.lodge("one", "globex", "cyd");
    estate.lodge("two", "initech", "dan");
    return estate;
  }

  private void lodge(String tenantName, String workspaceName, String name) {
    TenantAdmin tenant = engine.tenants().create(tenantName);
    WorkspaceAdmin workspace = tenant.createWorkspace(workspaceName, workspaceName);
    EmailAddress address = EmailAddress.parse(name + '@' + workspaceName + ".example");
    MailboxAdmin mailbox = workspace.findMailbox(address)
        .orElseGet(() -> workspace.claimDomain(workspaceName + ".example").confirm().createMailbox(name));
    List<OutgoingMessage> sent = List.of(letter(name, "first"), letter(name, "second"));
    lodgers.add(new Lodger(mailbox, address, sent));
    if (tenants.stream().noneMatch(known -> known.id().equals(tenant.id()))) {
      tenants.add(tenant);
    }
    if (workspaces.stream().noneMatch(known -> known.id().equals(workspace.id()))) {
      workspaces.add(workspace);
    }
  }

  private static OutgoingMessage letter(String name, String number) {
    return OutgoingMessage.to(Addressee.of(EmailAddress.parse(number + ".of." + name + "@elsewhere.example")))
        .addTo(Addressee.of(EmailAddress.parse(number + ".of." + name + "@nowhere.example")))
        .subject("The " + number + " of " + name)
        .text("Words of " + name)
        .idempotencyKey(number + " of " + name);
  }

  /** Has everybody receive, send, be told that somebody is not there, and keep lists. */
  Estate furnish() {
    for (Lodger lodger : lodgers) {
      String name = lodger.address().localPart();
      receive(lodger, "small for " + name, "Words for " + name);
      receive(lodger, "large for " + name, ("Many words for " + name + "\r\n").repeat(8_000));
      lodger.sent().forEach(lodger.session()::send);
      keepLists(lodger.session().policy(), name);
      lodger.session()
          .policy()
          .suppress(EmailAddress.parse("silent.for." + name + "@elsewhere.example"), Suppression.Reason.MANUAL,
              Optional.empty());
    }
    workspaces.forEach(workspace -> keepLists(workspace.session().policy(), workspace.describe().name()));
    tenants.forEach(tenant -> keepLists(tenant.session().policy(), tenant.describe().name()));
    await().until(() -> lodgers.stream().allMatch(Estate::isSettled));
    return this;
  }

  /** Has every domain make its signing keys, which takes longer than all the rest. */
  Estate publish() {
    workspaces.forEach(workspace -> workspace.session()
        .listDomains(PageRequest.first())
        .items()
        .forEach(domain -> workspace.openDomain(domain.id()).dnsRecords()));
    engine.addPlatformDomain(PLATFORM).dnsRecords();
    isPublished = true;
    return this;
  }

  /** Whether there are signing keys to be looked at. */
  boolean isPublished() {
    return isPublished;
  }

  private static boolean isSettled(Lodger lodger) {
    var statistics = lodger.session().deliveries().statistics();
    return statistics.waiting() == 0 && statistics.leased() == 0;
  }

  private static void keepLists(Policy policy, String name) {
    policy.addEntry(Direction.SEND, Verdict.BLOCK,
        AddressPattern.of(EmailAddress.parse("unwanted.by." + name + "@elsewhere.example")));
    policy.addEntry(Direction.RECEIVE, Verdict.BLOCK, AddressPattern.of(DomainName.of(name + ".unwanted.example")));
  }

  List<Disposition> receive(Lodger lodger, String subject, String text) {
    String message = """
        From: Customer <customer@remote.example>
        To: %s
        Subject: %s
        Message-ID: <%s@remote.example>

        %s
        """.formatted(lodger.address(), subject, subject.replace(' ', '.'), text);
    byte[] octets = message.replace("\r", "").replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII);
    try {
      return engine.inbound()
          .accept(new Envelope(ReversePath.of(EmailAddress.parse("customer@remote.example")), List.of(lodger.address()),
              Peer.local("test")), new ByteArrayInputStream(octets));
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  /** Has the engine ask the vault again for every secret but its own: what was suspended has no open keys. */
  void forgetKeys() {
    tenants.forEach(TenantAdmin::suspend);
    tenants.forEach(TenantAdmin::resume);
  }

  MailEngine engine() {
    return engine;
  }

  DomainId platformDomain() {
    return store.<DomainId>read(
        transaction -> transaction.routing().platformDomain(DomainName.of(PLATFORM)).orElseThrow());
  }

  Path store() {
    return House.store(folder);
  }

  List<TenantAdmin> tenants() {
    return tenants;
  }

  List<WorkspaceAdmin> workspaces() {
    return workspaces;
  }

  List<Lodger> lodgers() {
    return lodgers;
  }

  @Override
  public void close() {
    engine.close();
  }
}
