package dev.postroom.testkit.isolation;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
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
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.SuppressionPolicy;
import dev.postroom.session.WorkspaceSession;
import dev.postroom.tenancy.Mailbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One workspace with something of everything in it, and all that could be tried elsewhere: ids, cursors, keys, addresses. */
final class Household {
  final WorkspaceAdmin admin;
  private final String name;
  final List<TypedId> ids = new ArrayList<>();
  final List<PageCursor> cursors = new ArrayList<>();
  final List<IssuedKey> keys = new ArrayList<>();
  final List<EmailAddress> addresses = new ArrayList<>();
  final MailboxAdmin mailbox;
  final Map<Role, IssuedKey> workspaceKeys = new EnumMap<>(Role.class);
  final Map<Role, IssuedKey> mailboxKeys = new EnumMap<>(Role.class);
  /** A day on, by the engine's clock. */
  final Instant later;

  /** Furnishes a workspace; some of its mail waits for a later time. */
  Household(Wiring host, WorkspaceAdmin admin, String name, Instant later)
      throws IOException, InterruptedException {
    this.admin = admin;
    this.name = name;
    this.later = later;
    ids.add(admin.id());
    ids.add(admin.claimDomain(name + "-two.example").id());
    ids.add(admin.claimDomain(name + ".example").confirm().id());
    this.mailbox = furnish(host, name, "support");
    MailboxAdmin sales = furnish(host, name, "sales");
    write(mailbox.session(), addresses.get(1));
    write(sales.session(), addresses.get(0));
    List.of(mailbox.session().policy(), sales.session().policy(), admin.session().policy())
        .forEach(policy -> note(policy, name));
    for (Role role : Role.values()) {
      workspaceKeys.put(role, admin.issueKey("workspace", role));
      mailboxKeys.put(role, mailbox.issueKey("mailbox", role));
    }
    keys.addAll(workspaceKeys.values());
    keys.addAll(mailboxKeys.values());
    WorkspaceSession session = admin.session();
    session.listMailboxes(PageRequest.first().limit(1)).next().ifPresent(cursors::add);
    session.listDomains(PageRequest.first().limit(1)).next().ifPresent(cursors::add);
    cursors.add(eventCursor(session));
  }

  private MailboxAdmin furnish(Wiring host, String name, String localPart) throws IOException,
      InterruptedException {
    MailboxAdmin made = admin.findDomain(name + ".example").orElseThrow().createMailbox(localPart);
    EmailAddress address = made.describe().addresses().get(0);
    addresses.add(address);
    ids.add(made.id());
    for (int number = 0; number < 2; number++) {
      Disposition.Stored stored = (Disposition.Stored) host.inbound()
          .accept(new Envelope(ReversePath.of(author(name)), List.of(address), Peer.local("test")),
              new ByteArrayInputStream(letter(name, number)))
          .get(0);
      ids.add(stored.message());
    }
    MailboxSession session = made.session();
    session.list(MessageQuery.all()).items().stream().map(MessageSummary::thread).forEach(ids::add);
    session.list(MessageQuery.all().limit(1)).next().ifPresent(cursors::add);
    cursors.add(eventCursor(session));
    return made;
  }

  /** Who has written to it, and to nobody else. */
  EmailAddress author() {
    return author(name);
  }

  private static EmailAddress author(String name) {
    return EmailAddress.parse(name + "@remote.example");
  }

  /** By which it has sent. */
  String idempotencyKey() {
    return name;
  }

  /** What its messages are found by who knows no id of theirs: their authors, recipients and threads. */
  List<MessageQuery> queries() {
    Stream<MessageQuery> threads = ids.stream()
        .filter(ThreadId.class::isInstance)
        .map(thread -> MessageQuery.all().inThread((ThreadId) thread));
    Stream<MessageQuery> recipients = addresses.stream().map(address -> MessageQuery.all().to(address));
    Stream<MessageQuery> authors =
        Stream.concat(Stream.of(author()), addresses.stream()).map(address -> MessageQuery.all().from(address));
    return Stream.of(threads, recipients, authors).flatMap(each -> each).toList();
  }

  /** A message with a file, the same of everybody but for the name. */
  private static byte[] letter(String name, int number) {
    return """
        From: <%s>
        Subject: Subject %s
        Message-ID: <%s.%d@remote.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=cut

        --cut
        Content-Type: text/plain; charset=utf-8

        Text %s
        --cut
        Content-Type: text/plain; name="file.txt"
        Content-Disposition: attachment; filename="file.txt"

        Attached %s
        --cut--
        """.formatted(author(name), name, name, number, name, name)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** One message that has arrived and one that waits. */
  private void write(MailboxSession session, EmailAddress recipient) {
    OutgoingMessage message = OutgoingMessage.to(recipient.toString()).subject("Within").text("Text");
    SendReceipt.Sent arrived = session.send(message.idempotencyKey(name)).sent().orElseThrow();
    SendReceipt.Sent waiting = session.send(message.sendAt(later)).sent().orElseThrow();
    Deliveries deliveries = session.deliveries();
    Patience.until(() -> deliveries.ofMessage(arrived.message()).stream().allMatch(one -> one.state().isSettled()));
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
    return Patience.first(source, event -> true).cursor();
  }

  /** All that its keys show. */
  List<Object> view(KeyedAccess door) {
    List<Object> view = new ArrayList<>();
    WorkspaceSession session = door.openWorkspace(management(workspaceKeys));
    view.add(session.describe());
    view.add(session.listDomains(PageRequest.first()).items());
    view.addAll(seen(session.policy()));
    for (Mailbox each : session.listMailboxes(PageRequest.first())) {
      view.add(each);
      view.addAll(seen(session.openMailbox(each.id())));
    }
    view.addAll(seen(door.openMailbox(management(mailboxKeys))));
    return view;
  }

  private static ApiKey management(Map<Role, IssuedKey> keys) {
    return Optional.ofNullable(keys.get(Role.MANAGEMENT)).orElseThrow().key();
  }

  private static List<Object> seen(MailboxSession session) {
    List<Object> seen = new ArrayList<>(seen(session.policy()));
    seen.add(session.deliveries().list(Set.of(), PageRequest.first()).items());
    for (MessageSummary message : session.list(MessageQuery.all())) {
      seen.add(message);
      seen.add(raw(session, message.id()));
    }
    return seen;
  }

  private static String raw(MailboxSession session, MessageId message) {
    try (InputStream raw = session.openRaw(message)) {
      return new String(raw.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<Object> seen(SuppressionPolicy policy) {
    List<Object> seen = new ArrayList<>(List.of(policy.limits(), policy.usage(),
        policy.listSuppressions(PageRequest.first()).items()));
    for (ListEntry.Direction direction : ListEntry.Direction.values()) {
      seen.add(policy.listEntries(direction, PageRequest.first()).items());
    }
    return seen;
  }

  Scope.OfWorkspace scope() {
    return admin.scope();
  }
}
