package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.event.Event;
import dev.postroom.id.DeliveryId;
import dev.postroom.id.DomainId;
import dev.postroom.id.EntryId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.TypedId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.policy.Limits;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rows of the store at one moment. A transaction changes a fork, and commits by putting it in the place of the old one. */
record State(Table<TenantId, TenantRow> tenants, Table<WorkspaceId, Placed<Scope.OfWorkspace, WorkspaceRow>> workspaces,
    Table<MailboxId, Placed<Scope.OfMailbox, MailboxRow>> mailboxes, Table<TypedId, Scope> purged,
    Table<KeyId, KeyRecord> keys, Table<DomainId, Claim> claims, Table<DomainId, DomainName> platform,
    Table<AddressSlot, Placed<Scope.OfMailbox, AddressRow>> addresses, Table<Letter.Slot, Letter> letters,
    Table<DeliveryId, Placed<Scope.OfMailbox, DeliveryRow>> deliveries,
    Table<Letter.Slot, Placed<Scope.OfMailbox, SendRow>> sends,
    Table<Letter.Slot, Placed<Scope.OfMailbox, Instant>> deleted, Table<MailboxId, SendingPause> pauses,
    Table<EntryId, Placed<Scope, PolicyRow>> policy, Table<TypedId, Limits> limits, Table<Tally, Long> tallies,
    Table<SealedSlot, Placed<Scope.OfWorkspace, SealedRow>> sealed, Table<EngineSlot, SealedRow> engineThings,
    Table<Long, Event> events,
    Table<String, Long> cursors, List<ContentRef> freed) {

  static State empty() {
    State state =
        new State(Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()),
            Table.empty(IdOrder.ofAnyKind()), Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()),
            Table.empty(IdOrder.ascending()), Table.empty(AddressSlot.ORDER), Table.empty(Letter.Slot.ORDER),
            Table.empty(IdOrder.ascending()), Table.empty(Letter.Slot.ORDER), Table.empty(Letter.Slot.ORDER),
            Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()),
            Table.empty(IdOrder.ofAnyKind()), Table.empty(Tally.ORDER), Table.empty(SealedSlot.ORDER),
            Table.empty(EngineSlot.ORDER),
            Table.empty(Comparator.<Long>naturalOrder()), Table.empty(Comparator.<String>naturalOrder()), List.of());
    state.seal();
    return state;
  }

  State fork() {
    return new State(tenants.fork(), workspaces.fork(), mailboxes.fork(), purged.fork(), keys.fork(), claims.fork(),
        platform.fork(), addresses.fork(), letters.fork(), deliveries.fork(), sends.fork(), deleted.fork(),
        pauses.fork(), policy.fork(),
        limits.fork(),
        tallies.fork(), sealed.fork(), engineThings.fork(), events.fork(), cursors.fork(), new ArrayList<>());
  }

  void seal() {
    Stream
        .of(tenants, workspaces, mailboxes, purged, keys, claims, platform, addresses, letters, deliveries, sends,
            deleted, pauses,
            policy, limits, tallies, sealed, engineThings, events, cursors)
        .forEach(Table::seal);
  }
}
