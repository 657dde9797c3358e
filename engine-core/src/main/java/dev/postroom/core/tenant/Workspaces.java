package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.Rungs;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.event.EventType;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.tenancy.Workspace;
import java.time.Clock;
import java.util.Optional;

/** The workspaces of a tenant. */
public final class Workspaces {
  private final MailStore store;
  private final Creation creation;
  private final Changes changes;
  private final IdSource ids;
  private final Clock clock;
  private final Cursors cursors;

  Workspaces(MailStore store, Creation creation, Changes changes, IdSource ids, Clock clock, Cursors cursors) {
    this.store = store;
    this.creation = creation;
    this.changes = changes;
    this.ids = ids;
    this.clock = clock;
    this.cursors = cursors;
  }

  public Scope.OfWorkspace create(Scope.OfTenant tenant, ExternalId externalId, String name) {
    PlaceNames.check(name);
    return store.read(tenant, transaction -> Rungs.of(transaction, tenant).findWorkspace(externalId))
        .map(row -> sameAs(tenant, row, name))
        .orElseGet(() -> insert(tenant, externalId, name));
  }

  private Scope.OfWorkspace insert(Scope.OfTenant tenant, ExternalId externalId, String name) {
    Scope.OfWorkspace place = tenant.workspace(ids.workspace());
    return creation.create(place, transaction -> {
      TenantStore rung = Rungs.of(transaction, tenant);
      Optional<WorkspaceRow> there = rung.findWorkspace(externalId);
      if (there.isPresent()) {
        return sameAs(tenant, there.get(), name);
      }
      rung.insertWorkspace(new WorkspaceRow(place.workspace(), externalId, CreatedFrom.name(name), name,
          Standing.ACTIVE, clock.instant()));
      transaction.events().append(changes.event(EventType.CREATED, place));
      return place;
    });
  }

  private static Scope.OfWorkspace sameAs(Scope.OfTenant tenant, WorkspaceRow row, String name) {
    if (!row.createdFrom().equals(CreatedFrom.name(name))) {
      throw Creation.otherContent();
    }
    return tenant.workspace(row.id());
  }

  public Workspace describe(Scope.OfWorkspace place) {
    return store.read(place, transaction -> shown(Rungs.of(transaction, place).row().orElseThrow()));
  }

  public void rename(Scope.OfWorkspace place, String name) {
    PlaceNames.check(name);
    changes.make(place, transaction -> {
      Rungs.of(transaction, place).rename(name);
      transaction.events().append(changes.event(EventType.CHANGED, place));
      return place;
    });
  }

  public Optional<Scope.OfWorkspace> find(Scope.OfTenant tenant, ExternalId externalId) {
    return store.read(tenant, transaction -> Rungs.of(transaction, tenant).findWorkspace(externalId))
        .map(row -> tenant.workspace(row.id()));
  }

  public Page<Workspace> list(Scope.OfTenant tenant, PageRequest request) {
    return new PagedList<>(cursors, "workspaces " + tenant.tenant(), WorkspaceId::new, WorkspaceRow::id).page(request,
        (after, limit) -> store.read(tenant, transaction -> Rungs.of(transaction, tenant).listWorkspaces(after, limit)),
        Workspaces::shown);
  }

  private static Workspace shown(WorkspaceRow row) {
    return new Workspace(row.id(), row.externalId(), row.name(), row.standing(), row.createdAt());
  }
}
