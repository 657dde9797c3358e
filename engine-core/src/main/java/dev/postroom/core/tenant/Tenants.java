package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.core.Rungs;
import dev.postroom.core.event.Changes;
import dev.postroom.core.id.IdSource;
import dev.postroom.core.paging.Cursors;
import dev.postroom.core.paging.PagedList;
import dev.postroom.event.EventType;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageRequest;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.tenancy.Tenant;
import java.time.Clock;
import java.util.Optional;

/** The tenants of the engine. */
public final class Tenants {
  private final MailStore store;
  private final Creation creation;
  private final Changes changes;
  private final Workspaces workspaces;
  private final IdSource ids;
  private final Clock clock;
  private final PagedList<TenantId, TenantRow> list;

  Tenants(MailStore store, Creation creation, Changes changes, Workspaces workspaces, IdSource ids, Clock clock,
      Cursors cursors) {
    this.store = store;
    this.creation = creation;
    this.changes = changes;
    this.workspaces = workspaces;
    this.ids = ids;
    this.clock = clock;
    this.list = new PagedList<>(cursors, "tenants", TenantId::new, TenantRow::id);
  }

  Scope.OfTenant create(ExternalId externalId, String name) {
    PlaceNames.check(name);
    Scope.OfTenant tenant = store.read(transaction -> transaction.findTenant(externalId))
        .map(row -> sameAs(row, name))
        .orElseGet(() -> insert(externalId, name));
    workspaces.create(tenant, new ExternalId(TenantAdmin.DEFAULT_WORKSPACE), TenantAdmin.DEFAULT_WORKSPACE);
    return tenant;
  }

  private Scope.OfTenant insert(ExternalId externalId, String name) {
    Scope.OfTenant place = new Scope.OfTenant(ids.tenant());
    return creation.create(place, transaction -> {
      Optional<TenantRow> there = transaction.findTenant(externalId);
      if (there.isPresent()) {
        return sameAs(there.get(), name);
      }
      transaction.insertTenant(
          new TenantRow(place.tenant(), externalId, CreatedFrom.name(name), name, Standing.ACTIVE, clock.instant()));
      transaction.events().append(changes.event(EventType.CREATED, place));
      return place;
    });
  }

  private static Scope.OfTenant sameAs(TenantRow row, String name) {
    if (!row.createdFrom().equals(CreatedFrom.name(name))) {
      throw Creation.otherContent();
    }
    return new Scope.OfTenant(row.id());
  }

  public Tenant describe(Scope.OfTenant place) {
    return store.read(place, transaction -> shown(Rungs.of(transaction, place).row().orElseThrow()));
  }

  void rename(Scope.OfTenant place, String name) {
    PlaceNames.check(name);
    changes.make(place, transaction -> {
      Rungs.of(transaction, place).rename(name);
      transaction.events().append(changes.event(EventType.CHANGED, place));
      return place;
    });
  }

  Optional<Scope.OfTenant> find(ExternalId externalId) {
    return store.read(transaction -> transaction.findTenant(externalId)).map(row -> new Scope.OfTenant(row.id()));
  }

  Page<Tenant> list(PageRequest request) {
    return list.page(request, (after, limit) -> store.read(transaction -> transaction.listTenants(after, limit)),
        Tenants::shown);
  }

  private static Tenant shown(TenantRow row) {
    return new Tenant(row.id(), row.externalId(), row.name(), row.standing(), row.createdAt());
  }
}
