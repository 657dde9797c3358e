package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.EntryId;
import dev.postroom.id.EventId;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.MessageId;
import dev.postroom.id.TenantId;
import dev.postroom.id.ThreadId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.WorkspaceRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Rows for tests that are about the store and not about them. */
final class Furnished {
  private static final String CREATED_FROM = "0123456789abcdef".repeat(4);
  private static final AtomicLong NUMBERS = new AtomicLong();
  static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
  static final Scope.OfMailbox MAILBOX = new Scope.OfTenant(new TenantId(new UUID(1, 1)))
      .workspace(new WorkspaceId(new UUID(1, 2)))
      .mailbox(new MailboxId(new UUID(1, 3)));

  private Furnished() {}

  static MailStore.Work<MailboxStore> house() {
    return house("acme", MAILBOX);
  }

  /** A mailbox alone in its workspace and tenant, which have a name. */
  static MailStore.Work<MailboxStore> house(String name, Scope.OfMailbox place) {
    return t -> {
      t.insertTenant(tenant(name, place.tenant()));
      t.tenant(place.tenant())
          .insertWorkspace(
              new WorkspaceRow(place.workspace(), new ExternalId(name), CREATED_FROM, name, Standing.ACTIVE, NOON));
      t.tenant(place.tenant())
          .workspace(place.workspace())
          .insertMailbox(new MailboxRow(place.mailbox(),
              new ExternalId("support"), CREATED_FROM, "Support", Standing.ACTIVE, OptionalLong.empty(), 0, 0, NOON));
      return mailbox(t, place);
    };
  }

  static TenantRow tenant(String externalId, TenantId id) {
    return new TenantRow(id, new ExternalId(externalId), CREATED_FROM, externalId, Standing.ACTIVE, NOON);
  }

  static MailStore.Work<TenantRow> newTenant(String externalId) {
    TenantRow row = tenant(externalId, new TenantId(nextId()));
    return t -> {
      t.insertTenant(row);
      return row;
    };
  }

  static MailboxStore mailbox(StoreTransaction t) {
    return mailbox(t, MAILBOX);
  }

  private static MailboxStore mailbox(StoreTransaction t, Scope.OfMailbox place) {
    return t.tenant(place.tenant()).workspace(place.workspace()).mailbox(place.mailbox());
  }

  static MessageRow message(ContentRef content) {
    MessageId id = new MessageId(nextId());
    return new MessageRow(id, new ThreadId(id.value()), NOON, content.length(), Set.of(Flag.UNREAD), content,
        sealed(400),
        sealed(300));
  }

  static DeliveryRow delivery(MessageId message, DeliveryRow.Progress progress) {
    return new DeliveryRow(new DeliveryId(nextId()), message, sealed(80),
        new Token(Token.Kind.DESTINATION, 1, sealed(16)),
        Optional.of(new KeyId(nextId())), NOON, NOON.plus(Duration.ofDays(5)), progress);
  }

  static DeliveryRow.Progress settled(DeliveryState state) {
    return new DeliveryRow.Progress(state, 1, Optional.empty(), Optional.empty(), Optional.of(NOON),
        Optional.of("2.0.0"), Optional.of(sealed(120)));
  }

  static DeliveryRow.Progress leased(Instant until) {
    return new DeliveryRow.Progress(DeliveryState.LEASED, 1, Optional.of(until), Optional.of(nextId()),
        Optional.empty(), Optional.empty(), Optional.empty());
  }

  static PolicyRow entry(PolicyRow.Kind kind) {
    return new PolicyRow(new EntryId(nextId()), kind, new Token(Token.Kind.PATTERN, 1, sealed(16)), sealed(60), NOON,
        Optional.empty());
  }

  static Token idempotencyKey() {
    return new Token(Token.Kind.SEND, 1, sealed(16));
  }

  static List<Token> tokens() {
    return List.of(new Token(Token.Kind.FROM, 1, sealed(16)), new Token(Token.Kind.TO, 1, sealed(16)),
        new Token(Token.Kind.MESSAGE_ID, 1, sealed(16)));
  }

  static MailStore.Work<Event> newEvent() {
    Event event = new Event(new EventId(nextId()), NOON, EventType.CREATED, MAILBOX, Optional.empty(),
        Optional.empty(), Optional.empty());
    return t -> {
      t.events().append(event);
      return event;
    };
  }

  static SealedBytes sealed(int octets) {
    byte[] bytes = new byte[octets];
    long number = NUMBERS.incrementAndGet();
    for (int i = 0; i < octets; i++) {
      number = number * 6364136223846793005L + 1442695040888963407L;
      bytes[i] = (byte) (number >>> 56);
    }
    return SealedBytes.copyOf(bytes);
  }

  static UUID nextId() {
    return new UUID(100 + NUMBERS.incrementAndGet(), 7);
  }
}
