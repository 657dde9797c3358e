package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.DomainName;
import dev.postroom.address.EmailAddress;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limits;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DomainRow;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import dev.postroom.spi.store.WorkspaceRow;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Places with one of everything that can be held on their rung, made once and put into as many stores as one likes. Everywhere it is
 * the same, names, tokens, times and amounts, but for the ids; and of the messages most have the same ids too.
 */
final class Holdings {
  static final LocalDate DAY = LocalDate.of(2026, 11, 2);
  static final Token AUTHOR = Rows.token(Token.Kind.FROM, "ann");
  static final DomainName CLAIMED = DomainName.of("claimed.example");
  static final Token READER = Rows.token(Token.Kind.TO, "cat");
  static final UUID LEASE = new UUID(5, 5);
  static final String WORD = "ann";
  /** The length of the contents that are longer than others. */
  static final int LARGE = 64;
  private static final int SMALL = 8;

  final List<Scope> places = new ArrayList<>();
  final List<KeyRecord> keys = new ArrayList<>();
  final List<EntryId> entries = new ArrayList<>();
  final List<MessageRow> messages = new ArrayList<>();
  final List<DeliveryRow> deliveries = new ArrayList<>();
  final List<DomainId> domains = new ArrayList<>();
  final List<UUID> owners = new ArrayList<>();
  final List<EmailAddress> addresses = new ArrayList<>();
  private final Common common;
  private final boolean isOfOthers;
  private final MailRoom room;
  private final Instant now;
  private final List<Consumer<StoreTransaction>> steps = new ArrayList<>();

  /** What is the same for all of them: which domain each workspace has claimed, and the ids of the messages in every mailbox. */
  private record Common(Map<Scope.OfWorkspace, DomainId> claims, ThreadId thread, MessageId twin, MessageId sent,
      MessageId former) {}

  Holdings(MailRoom room) {
    this(room, new Common(new HashMap<>(), room.ids().thread(), room.ids().message(), room.ids().message(),
        room.ids().message()), false);
  }

  private Holdings(MailRoom room, Common common, boolean isOfOthers) {
    this.common = common;
    this.isOfOthers = isOfOthers;
    this.room = room;
    this.now = room.clock().instant();
  }

  /** What others hold beside this, also at the same places above; and of some messages more than this holds of those of the same id. */
  Holdings beside() {
    return new Holdings(room, common, true);
  }

  List<Scope.OfWorkspace> workspaces() {
    return places.stream().filter(Scope.OfWorkspace.class::isInstance).map(Scope.OfWorkspace.class::cast).toList();
  }

  List<Scope.OfMailbox> mailboxes() {
    return places.stream().filter(Scope.OfMailbox.class::isInstance).map(Scope.OfMailbox.class::cast).toList();
  }

  void putInto(MailStore store) {
    steps.forEach(step -> store.write(t -> {
      step.accept(t);
      return List.of();
    }));
  }

  Scope.OfTenant tenant() {
    TenantRow row = room.rows().tenant("account " + room.ids().next());
    steps.add(t -> t.insertTenant(row));
    return furnished(new Scope.OfTenant(row.id()));
  }

  Scope.OfWorkspace workspace(Scope.OfTenant above, String externalId) {
    WorkspaceRow row = room.rows().workspace(externalId);
    Scope.OfWorkspace place = above.workspace(row.id());
    steps.add(t -> Rungs.at(t, above).insertWorkspace(row));
    furnished(place);
    DomainRow confirmed = room.rows().claim("d" + place.workspace().value() + ".example");
    DomainRow claimed = room.rows().claim(CLAIMED.value());
    for (DomainRow domain : List.of(confirmed, claimed)) {
      domains.add(domain.id());
      steps.add(t -> Rungs.at(t, place).insertDomain(domain));
    }
    common.claims().put(place, claimed.id());
    steps.add(t -> Rungs.at(t, place).confirmDomain(confirmed.id(), now));
    for (UUID owner : List.of(row.id().value(), confirmed.id().value())) {
      owners.add(owner);
      for (SealedRow.Kind kind : SealedRow.Kind.values()) {
        steps.add(t -> Rungs.at(t, place).sealed().put(new SealedRow(kind, owner, 0, Rows.sealed(9))));
      }
    }
    return place;
  }

  Scope.OfMailbox mailbox(Scope.OfWorkspace above, String externalId) {
    MailboxRow row = room.rows().mailbox(externalId);
    Scope.OfMailbox place = above.mailbox(row.id());
    steps.add(t -> Rungs.at(t, above).insertMailbox(row));
    DomainId claim = Objects.requireNonNull(common.claims().get(above));
    AddressRow address = room.rows().primary(externalId + '@' + CLAIMED.value(), claim);
    addresses.add(address.address());
    steps.add(t -> Rungs.at(t, place).putAddress(address));
    steps.add(t -> Rungs.at(t, above).setCatchAll(claim, Optional.of(row.id())));
    steps.add(t -> Rungs.at(t, place).setPause(Optional.of(new SendingPause(SendingPause.Cause.MANUAL, now))));
    furnished(place);
    write(place);
    return place;
  }

  private void write(Scope.OfMailbox place) {
    MessageRow received = room.post().flag(Flag.UNREAD).content(new byte[isOfOthers ? LARGE : SMALL]).row(place);
    MessageRow twin = room.post().id(common.twin()).in(common.thread()).content(new byte[LARGE]).row(place);
    MessageRow sent = room.post().id(common.sent()).in(common.thread()).flag(Flag.SENT).row(place);
    MessageRow former = room.post().id(common.former()).flag(Flag.SENT).row(place);
    for (MessageRow message : List.of(received, twin, sent, former)) {
      messages.add(message);
      Set<Token> tokens = isOfOthers && message.equals(twin) ? Set.of(AUTHOR, READER) : Set.of(AUTHOR);
      steps.add(t -> Rungs.at(t, place).insert(message, tokens));
    }
    DeliveryRow waiting = room.rows().delivery(sent.id());
    DeliveryRow fresh = room.rows().delivery(sent.id());
    DeliveryRow late = room.rows().delivery(former.id());
    deliver(place, waiting);
    deliver(place, fresh.with(Steps.leased(fresh.progress(), LEASE, now.plusSeconds(60))));
    deliver(place, late.with(Steps.settled(late.progress(), DeliveryState.BOUNCED, now)));
    steps.add(t -> Rungs.at(t, place).insertSend(new SendRow(Inventory.SEND_KEY, sent.id(), Rows.sealed(30))));
    steps.add(t -> Rungs.at(t, place).delete(former.id(), now));
    if (isOfOthers) {
      DeliveryRow early = room.rows().delivery(twin.id());
      deliver(place, early);
      steps.add(t -> Rungs.at(t, place).deliveries().reschedule(early.id(), now.minusSeconds(60), early.expiresAt()));
      steps.add(t -> Rungs.at(t, place).insertSend(Rows.send("of others", twin.id())));
    }
  }

  private void deliver(Scope.OfMailbox place, DeliveryRow delivery) {
    deliveries.add(delivery);
    steps.add(t -> Rungs.at(t, place).deliveries().insert(delivery));
  }

  /** What can be held on each rung. */
  private <S extends Scope> S furnished(S place) {
    places.add(place);
    KeyRecord key = room.rows().key(place);
    keys.add(key);
    Event event = room.rows().event(EventType.CREATED, place);
    steps.add(t -> {
      Rungs.keys(t, place).insert(key);
      for (var table : List.of(Rungs.limits(t, place), Rungs.keys(t, place).limits(key.id()))) {
        table.setLimits(Limits.none().sends(7, Limit.Window.DAY));
        table.count(UsageKind.SENDS, DAY, 7);
      }
      t.events().append(event);
    });
    for (PolicyRow.Kind kind : PolicyRow.Kind.values()) {
      PolicyRow entry = room.rows().entry(kind, WORD);
      entries.add(entry.id());
      steps.add(t -> Rungs.policy(t, place).insert(entry));
    }
    return place;
  }

  /** One that is erased, and waits to be purged. */
  void erased(Scope place) {
    steps.add(t -> {
      switch (place) {
        case Scope.OfTenant tenant -> Rungs.at(t, tenant).setStanding(Standing.ERASED);
        case Scope.OfWorkspace workspace -> Rungs.at(t, workspace).setStanding(Standing.ERASED);
        case Scope.OfMailbox mailbox -> Rungs.at(t, mailbox).setStanding(Standing.ERASED);
      }
    });
  }
}
