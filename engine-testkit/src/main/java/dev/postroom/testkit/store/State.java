package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.event.Event;
import dev.postroom.id.DomainId;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rows of the store at one moment. A transaction changes a fork, and commits by putting it in the place of the old one. */
record State(Table<TenantId, TenantRow> tenants, Table<WorkspaceId, Placed<Scope.OfWorkspace, WorkspaceRow>> workspaces,
    Table<MailboxId, Placed<Scope.OfMailbox, MailboxRow>> mailboxes, Table<MailboxId, Scope.OfMailbox> purged,
    Table<KeyId, KeyRecord> keys, Table<DomainId, Claim> claims, Table<DomainId, DomainName> platform,
    Table<AddressSlot, Placed<Scope.OfMailbox, AddressRow>> addresses, Table<Letter.Slot, Letter> letters,
    Table<Long, Event> events, Table<String, Long> cursors, List<ContentRef> freed) {

  static State empty() {
    State state =
        new State(Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()),
            Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()), Table.empty(IdOrder.ascending()),
            Table.empty(IdOrder.ascending()), Table.empty(AddressSlot.ORDER), Table.empty(Letter.Slot.ORDER),
            Table.empty(Comparator.<Long>naturalOrder()), Table.empty(Comparator.<String>naturalOrder()), List.of());
    state.seal();
    return state;
  }

  State fork() {
    return new State(tenants.fork(), workspaces.fork(), mailboxes.fork(), purged.fork(), keys.fork(), claims.fork(),
        platform.fork(), addresses.fork(), letters.fork(), events.fork(), cursors.fork(), new ArrayList<>());
  }

  void seal() {
    Stream.of(tenants, workspaces, mailboxes, purged, keys, claims, platform, addresses, letters, events, cursors)
        .forEach(Table::seal);
  }
}
