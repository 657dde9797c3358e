package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.spi.store.WorkspaceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All places just below another, read a page at a time so that no transaction grows with their number. */
final class Below {
  private static final int PAGE = 500;

  private final MailStore store;

  Below(MailStore store) {
    this.store = store;
  }

  List<Scope.OfWorkspace> workspaces(Scope.OfTenant tenant) {
    List<Scope.OfWorkspace> all = new ArrayList<>();
    Optional<WorkspaceId> after = Optional.empty();
    List<WorkspaceRow> page;
    do {
      Optional<WorkspaceId> from = after;
      page = store.read(tenant, transaction -> transaction.tenant(tenant.tenant()).listWorkspaces(from, PAGE));
      page.forEach(row -> all.add(tenant.workspace(row.id())));
      after = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).workspace());
    } while (page.size() == PAGE);
    return all;
  }

  List<Scope.OfMailbox> mailboxes(Scope.OfWorkspace workspace) {
    List<Scope.OfMailbox> all = new ArrayList<>();
    Optional<MailboxId> after = Optional.empty();
    List<MailboxRow> page;
    do {
      Optional<MailboxId> from = after;
      page = store.read(workspace, transaction -> Rungs.evenErased(transaction, workspace).listMailboxes(from, PAGE));
      page.forEach(row -> all.add(workspace.mailbox(row.id())));
      after = all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).mailbox());
    } while (page.size() == PAGE);
    return all;
  }
}
