package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.MailboxStore;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** All rows of a store, to be compared with all rows at another time. Two are equal when every row is. */
record Inventory(List<Object> rows) {
  private static final int ALL = 10_000;
  private static final MessageSelection EVERY_MESSAGE = new MessageSelection(Set.of(), Set.of(), Optional.empty(),
      Optional.empty(), Optional.empty(), Set.of(), Set.of(), Optional.empty(), ALL);

  static Inventory of(StoreTransaction t) {
    List<Object> rows = new ArrayList<>();
    for (TenantRow tenant : t.listTenants(Optional.empty(), ALL)) {
      rows.add(tenant);
      rows.addAll(Rungs.keys(t, new Scope.OfTenant(tenant.id())).list(Optional.empty(), ALL));
      addWorkspaces(rows, t, new Scope.OfTenant(tenant.id()));
    }
    rows.addAll(t.events().read(0, Optional.empty(), Set.of(), ALL));
    return new Inventory(List.copyOf(rows));
  }

  private static void addWorkspaces(List<Object> rows, StoreTransaction t, Scope.OfTenant tenant) {
    Rungs.at(t, tenant).listWorkspaces(Optional.empty(), ALL).forEach(row -> {
      WorkspaceId id = row.id();
      WorkspaceStore workspace = Rungs.at(t, tenant.workspace(id));
      rows.add(row);
      workspace.listDomains(Optional.empty(), ALL).forEach(domain -> {
        rows.add(domain);
        rows.add(t.routing().domain(domain.name()));
      });
      workspace.listMailboxes(Optional.empty(), ALL)
          .forEach(mailbox -> addMailbox(rows, workspace.mailbox(mailbox.id()), mailbox.id()));
    });
  }

  private static void addMailbox(List<Object> rows, MailboxStore mailbox, MailboxId id) {
    rows.add(id);
    rows.add(mailbox.row());
    rows.add(new HashSet<>(mailbox.addresses()));
    for (MessageRow message : mailbox.list(EVERY_MESSAGE)) {
      rows.add(message);
      rows.add(mailbox.tokens(message.id()));
    }
  }
}
