package dev.postroom;

import static org.awaitility.Awaitility.await;

import dev.postroom.address.EmailAddress;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.WorkspaceAdmin;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.inbound.Peer;
import dev.postroom.inbound.ReversePath;
import dev.postroom.outbound.Delivery;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.outbound.RecipientOutcome;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.session.MailboxSession;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoredEvent;
import dev.postroom.testkit.ScriptedTransport;
import dev.postroom.testkit.SettableClock;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A mailbox {@code support@acme.example} that writes to the world, which is a scripted transport. */
final class Office implements AutoCloseable {
  final Room room;
  final ScriptedTransport transport;
  final WorkspaceAdmin acme;
  final MailboxAdmin support;
  final MailboxSession session;
  private final Path folder;

  Office(Path folder) {
    this(folder, InMemoryMailStore.open(), ScriptedTransport.direct(), options -> options);
  }

  Office(Path folder, UnaryOperator<MailEngineBuilder> options) {
    this(folder, InMemoryMailStore.open(), ScriptedTransport.direct(), options);
  }

  Office(Path folder, MailStore store, ScriptedTransport transport, UnaryOperator<MailEngineBuilder> options) {
    this(folder, store, SettableClock.at(Room.OPENING), transport, options);
  }

  private Office(Path folder, MailStore store, SettableClock clock, ScriptedTransport transport,
      UnaryOperator<MailEngineBuilder> options) {
    this.folder = folder;
    this.transport = transport;
    this.room = new Room(store, Room.masterKey(folder), clock,
        builder -> options.apply(builder.spoolFolder(folder).deliverBy(transport)));
    this.acme = room.workspace("acme");
    this.support = Room.mailbox(acme, "support@acme.example");
    this.session = support.session();
  }

  /** Closes this office and opens it again, with the same mail and the same world. */
  Office reopened() {
    close();
    return new Office(folder, ((InMemoryMailStore) room.store).reopen(), room.clock, transport, options -> options);
  }

  MailboxSession otherCustomer() {
    return Room.mailbox(room.workspace("globex"), "sales@globex.example").session();
  }

  static DeliveryId delivery(SendReceipt receipt) {
    return receipt.outcomes()
        .stream()
        .filter(RecipientOutcome.Queued.class::isInstance)
        .map(RecipientOutcome.Queued.class::cast)
        .findFirst()
        .orElseThrow()
        .delivery();
  }

  /** Each outcome in a word. */
  static List<String> words(SendReceipt receipt) {
    return receipt.outcomes().stream().map(Office::word).toList();
  }

  static String word(RecipientOutcome outcome) {
    return switch (outcome) {
      case RecipientOutcome.Queued queued -> "QUEUED";
      case RecipientOutcome.Refused refused -> refused.reason().name();
      case RecipientOutcome.Deferred deferred -> deferred.reason().name();
    };
  }

  Delivery awaitState(DeliveryId delivery, DeliveryState state) {
    await().until(() -> session.deliveries().read(delivery).state() == state);
    return session.deliveries().read(delivery);
  }

  /** Waits until nothing is due or under way. */
  void awaitQuiet() {
    await().until(() -> session.deliveries().statistics().due() + session.deliveries().statistics().leased() == 0);
  }

  Disposition receive(ReversePath sender, String recipient, String message) {
    Envelope envelope = new Envelope(sender, List.of(EmailAddress.parse(recipient)), Peer.local("test"));
    try {
      return room.engine.inbound().accept(envelope, new ByteArrayInputStream(Room.octets(message))).get(0);
    } catch (IOException cannotHappenInMemory) {
      throw new UncheckedIOException(cannotHappenInMemory);
    }
  }

  List<Event> events(EventType... types) {
    return room.store.read(transaction -> transaction.events().read(0, Optional.empty(), Set.of(types), 10_000))
        .stream()
        .map(StoredEvent::event)
        .toList();
  }

  @Override
  public void close() {
    room.close();
  }
}
