package dev.postroom.store.h2;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.testkit.IdSequence;
import dev.postroom.testkit.store.Rows;
import dev.postroom.testkit.store.Rungs;
import dev.postroom.testkit.store.Steps;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What goes on in a mailbox: mail comes, is flagged, deleted and sent, what was sent is delivered, and keys are issued and revoked. */
final class Correspondence {
  private static final int ALL = 1_000;
  private static final int MOST_OF_USUAL = 3_000;
  private static final int LARGEST = 40_000;
  private static final MessageSelection EVERY_MESSAGE = new MessageSelection(Set.of(), Set.of(), Optional.empty(),
      Optional.empty(), Optional.empty(), Set.of(), Set.of(), Optional.empty(), ALL, ALL);

  private final Random random;
  private final MailStore oracle;
  private final IdSequence ids;
  private final Rows rows;

  /** Asks the oracle what is there. */
  Correspondence(Random random, MailStore oracle, IdSequence ids, Rows rows) {
    this.random = random;
    this.oracle = oracle;
    this.ids = ids;
    this.rows = rows;
  }

  Act next(Scope.OfMailbox mailbox) {
    return switch (random.nextInt(16)) {
      case 0 -> issueKey(mailbox);
      case 1 -> anyOf(keys(mailbox)).map(key -> revoke(mailbox, key)).orElseGet(() -> issueKey(mailbox));
      case 2, 3 -> send(mailbox);
      case 4, 5, 6 ->
          anyOf(unsettled(mailbox)).map(delivery -> advance(mailbox, delivery)).orElseGet(() -> send(mailbox));
      case 7, 8 -> anyOf(messages(mailbox)).map(message -> flag(mailbox, message)).orElseGet(() -> receive(mailbox));
      case 9, 10, 11 -> anyOf(messages(mailbox)).map(message -> delete(mailbox, message))
          .orElseGet(() -> receive(mailbox));
      case 12 -> suppress(mailbox);
      default -> receive(mailbox);
    };
  }

  private <T> Optional<T> anyOf(List<T> things) {
    return things.isEmpty() ? Optional.empty() : Optional.of(things.get(random.nextInt(things.size())));
  }

  private List<KeyRecord> keys(Scope.OfMailbox mailbox) {
    return oracle.read(t -> Rungs.keys(t, mailbox.inWorkspace().inTenant())
        .list(Optional.empty(), ALL)
        .stream()
        .filter(key -> key.revokedAt().isEmpty())
        .toList());
  }

  private List<MessageRow> messages(Scope.OfMailbox mailbox) {
    return oracle.read(t -> Rungs.at(t, mailbox).list(EVERY_MESSAGE).rows());
  }

  private List<DeliveryRow> unsettled(Scope.OfMailbox mailbox) {
    return oracle.read(t -> Rungs.at(t, mailbox)
        .deliveries()
        .list(EnumSet.of(DeliveryState.WAITING, DeliveryState.LEASED), Optional.empty(), ALL));
  }

  /** A change with the event that tells of it. */
  Act told(EventType type, Scope place, Consumer<StoreTransaction> change) {
    Event event = rows.event(type, place);
    return store -> store.write(t -> {
      change.accept(t);
      t.events().append(event);
      return event;
    });
  }

  private Act issueKey(Scope.OfMailbox mailbox) {
    List<Scope> places = List.of(mailbox, mailbox.inWorkspace(), mailbox.inWorkspace().inTenant());
    KeyRecord key = rows.key(places.get(random.nextInt(places.size())));
    return told(EventType.KEY_ISSUED, key.scope(), t -> Rungs.keys(t, key.scope()).insert(key));
  }

  private Act revoke(Scope.OfMailbox mailbox, KeyRecord key) {
    return random.nextInt(4) == 0
        ? told(EventType.KEY_REVOKED, mailbox, t -> Rungs.keys(t, mailbox).revokeAll(Furnished.NOON))
        : told(EventType.KEY_REVOKED, key.scope(), t -> Rungs.keys(t, key.scope()).revoke(key.id(), Furnished.NOON));
  }

  private Act flag(Scope.OfMailbox mailbox, MessageRow message) {
    Set<Flag> flags = random.nextBoolean() ? Set.of(Flag.ARCHIVED) : Set.of();
    return told(EventType.MESSAGE_FLAGGED, mailbox, t -> Rungs.at(t, mailbox).setFlags(message.id(), flags));
  }

  private Act delete(Scope.OfMailbox mailbox, MessageRow message) {
    return told(EventType.MESSAGE_DELETED, mailbox, t -> Rungs.at(t, mailbox).delete(message.id(), Furnished.NOON));
  }

  private Act suppress(Scope.OfMailbox mailbox) {
    PolicyRow entry = rows.entry(PolicyRow.Kind.SUPPRESSION, "word " + ids.next().getLeastSignificantBits());
    return told(EventType.SUPPRESSION_ADDED, mailbox, t -> Rungs.at(t, mailbox).policy().insert(entry));
  }

  private Act advance(Scope.OfMailbox mailbox, DeliveryRow delivery) {
    DeliveryRow.Progress now = delivery.progress();
    DeliveryRow.Progress further = switch (now.state()) {
      case WAITING -> Steps.leased(now, new UUID(random.nextLong(), random.nextLong()), Furnished.NOON.plusSeconds(60));
      default -> random.nextInt(3) == 0
          ? Steps.again(now, Furnished.NOON.plusSeconds(600), "4.2.0")
          : Steps.settled(now, DeliveryState.DELIVERED, Furnished.NOON);
    };
    return told(EventType.DELIVERY_TAKEN, mailbox,
        t -> Rungs.at(t, mailbox).deliveries().advance(delivery.id(), now.lease(), further));
  }

  private Act receive(Scope.OfMailbox mailbox) {
    return message(mailbox, ids.message(), EventType.MESSAGE_RECEIVED, inbox -> inbox.limits()
        .count(UsageKind.RECEIVES, Premises.TODAY, 1));
  }

  private Act send(Scope.OfMailbox mailbox) {
    MessageId id = ids.message();
    SendRow send = new SendRow(Premises.sendKey(id), id, octets(100));
    List<DeliveryRow> deliveries = List.of(rows.delivery(id, "one.example"), rows.delivery(id, "two.example"));
    return message(mailbox, id, EventType.MESSAGE_QUEUED, outbox -> {
      outbox.insertSend(send);
      deliveries.forEach(outbox.deliveries()::insert);
      outbox.limits().count(UsageKind.SENDS, Premises.TODAY, 1);
    });
  }

  /** A message that comes or goes: its content first, and then its row with all that belongs to it, at once. */
  private Act message(Scope.OfMailbox mailbox, MessageId id, EventType type, Consumer<MailboxStore> more) {
    SealedBytes content = octets(random.nextInt(10) == 0 ? random.nextInt(LARGEST) : random.nextInt(MOST_OF_USUAL));
    SealedBytes summary = octets(random.nextInt(50, 400));
    SealedBytes trace = octets(random.nextInt(50, 300));
    Set<Token> tokens = Set.of(token(Token.Kind.FROM), token(Token.Kind.TO), token(Token.Kind.MESSAGE_ID));
    Event event = rows.event(type, mailbox);
    return store -> {
      ContentRef ref = store.contents(mailbox).append(id, sink -> sink.write(content.toByteArray()));
      MessageRow row =
          new MessageRow(id, new ThreadId(id.value()), event.at(), content.toByteArray().length, Set.of(Flag.UNREAD),
              ref, summary, trace);
      store.write(t -> {
        MailboxStore rung = Rungs.at(t, mailbox);
        rung.insert(row, tokens);
        more.accept(rung);
        t.events().append(event);
        return row;
      });
    };
  }

  private Token token(Token.Kind kind) {
    return new Token(kind, 1, octets(16));
  }

  /** So many octets like none before. */
  SealedBytes octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return SealedBytes.copyOf(octets);
  }
}
