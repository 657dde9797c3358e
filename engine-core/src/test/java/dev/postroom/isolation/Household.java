package dev.postroom.isolation;

import static org.awaitility.Awaitility.await;

import dev.postroom.MailEngine;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.id.TypedId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry;
import dev.postroom.policy.Suppression;
import dev.postroom.session.Deliveries;
import dev.postroom.session.EventSource;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.SuppressionPolicy;
import dev.postroom.session.WorkspaceSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One workspace with something of everything in it, and all that could be tried elsewhere: ids, cursors, keys, addresses. */
final class Household {
  final WorkspaceAdmin admin;
  final List<TypedId> ids = new ArrayList<>();
  final List<PageCursor> cursors = new ArrayList<>();
  final List<IssuedKey> keys = new ArrayList<>();
  final List<EmailAddress> addresses = new ArrayList<>();
  final MailboxAdmin mailbox;
  final IssuedKey workspaceKey;
  final IssuedKey mailboxKey;
  private final Instant later;

  /** Furnishes a workspace; some of its mail waits for a later time. */
  Household(MailEngine engine, WorkspaceAdmin admin, String name, Instant later)
      throws IOException, InterruptedException {
    this.admin = admin;
    this.later = later;
    ids.add(admin.id());
    ids.add(admin.claimDomain(name + "-two.example").id());
    ids.add(admin.claimDomain(name + ".example").confirm().id());
    this.mailbox = furnish(engine, name, "support");
    MailboxAdmin sales = furnish(engine, name, "sales");
    write(mailbox.session(), addresses.get(1));
    write(sales.session(), addresses.get(0));
    List.of(mailbox.session().policy(), sales.session().policy(), admin.session().policy())
        .forEach(policy -> note(policy, name));
    this.workspaceKey = admin.issueKey("workspace", Role.MANAGEMENT);
    this.mailboxKey = mailbox.issueKey("mailbox", Role.MANAGEMENT);
    keys.addAll(List.of(workspaceKey, mailboxKey));
    WorkspaceSession session = admin.session();
    session.listMailboxes(PageRequest.first().limit(1)).next().ifPresent(cursors::add);
    session.listDomains(PageRequest.first().limit(1)).next().ifPresent(cursors::add);
    cursors.add(eventCursor(session));
  }

  private MailboxAdmin furnish(MailEngine engine, String name, String localPart) throws IOException,
      InterruptedException {
    MailboxAdmin made = admin.findDomain(name + ".example").orElseThrow().createMailbox(localPart);
    EmailAddress address = made.describe().addresses().get(0);
    addresses.add(address);
    ids.add(made.id());
    for (int number = 0; number < 2; number++) {
      Mail mail = new Mail(name, number, Optional.of(name + ".txt"), List.of());
      Disposition.Stored stored = (Disposition.Stored) engine.inbound()
          .accept(new Envelope(ReversePath.of(EmailAddress.parse(mail.sender())), List.of(address), Peer.local("test")),
              new ByteArrayInputStream(mail.octets()))
          .get(0);
      ids.add(stored.message());
    }
    MailboxSession session = made.session();
    session.list(MessageQuery.all()).items().stream().map(MessageSummary::thread).forEach(ids::add);
    session.list(MessageQuery.all().limit(1)).next().ifPresent(cursors::add);
    cursors.add(eventCursor(session));
    return made;
  }

  /** One message that has arrived and one that waits. */
  private void write(MailboxSession session, EmailAddress recipient) {
    OutgoingMessage message = OutgoingMessage.to(recipient.toString()).subject("Within").text("Text");
    SendReceipt.Sent arrived = session.send(message).sent().orElseThrow();
    SendReceipt.Sent waiting = session.send(message.sendAt(later)).sent().orElseThrow();
    Deliveries deliveries = session.deliveries();
    await().until(() -> deliveries.ofMessage(arrived.message()).stream().allMatch(one -> one.state().isSettled()));
    for (SendReceipt.Sent sent : List.of(arrived, waiting)) {
      ids.add(sent.message());
      ids.add(sent.thread());
      deliveries.ofMessage(sent.message()).forEach(delivery -> ids.add(delivery.id()));
    }
    deliveries.list(Set.of(), PageRequest.first().limit(1)).next().ifPresent(cursors::add);
  }

  private void note(SuppressionPolicy policy, String name) {
    EmailAddress address = EmailAddress.parse(name + "@unwanted.example");
    for (ListEntry.Direction direction : ListEntry.Direction.values()) {
      ids.add(policy.addEntry(direction, ListEntry.Verdict.BLOCK, AddressPattern.of(address)).id());
      policy.listEntries(direction, PageRequest.first().limit(1)).next().ifPresent(cursors::add);
    }
    ids.add(policy.suppress(address, Suppression.Reason.MANUAL, Optional.empty()).id());
    policy.listSuppressions(PageRequest.first().limit(1)).next().ifPresent(cursors::add);
  }

  private static PageCursor eventCursor(EventSource source) throws InterruptedException {
    BlockingQueue<PageCursor> told = new LinkedBlockingQueue<>();
    try (Subscription subscription = source.subscribe(EventQuery.fromOldest(), (event, cursor) -> told.add(cursor))) {
      return Optional.ofNullable(told.poll(20, TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("no event: " + subscription.failure()));
    }
  }

  Scope.OfWorkspace scope() {
    return admin.scope();
  }
}
