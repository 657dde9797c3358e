package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.Totals;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import java.util.List;
import java.util.Optional;

/** One tenant's rung over one state. */
record MemoryTenant(State state, Scope.OfTenant place) implements TenantStore {

  @Override
  public Optional<TenantRow> row() {
    return new Ladder(state).row(place);
  }

  @Override
  public void rename(String name) {
    row().ifPresent(row -> put(
        new TenantRow(row.id(), row.externalId(), row.createdFrom(), name, row.standing(), row.createdAt())));
  }

  @Override
  public void setStanding(Standing standing) {
    row().ifPresent(row -> {
      put(new TenantRow(row.id(), row.externalId(), row.createdFrom(), row.name(), standing, row.createdAt()));
      if (standing == Standing.ERASED) {
        new Ladder(state).free(place);
      }
    });
  }

  private void put(TenantRow row) {
    state.tenants().put(row.id(), row);
  }

  @Override
  public KeyTable keys() {
    return new MemoryKeyTable(state, place);
  }

  @Override
  public void insertWorkspace(WorkspaceRow workspace) {
    new Ladder(state).require(place);
    Refusal.unless(state.workspaces().get(workspace.id()).isEmpty(), "workspace id: used");
    Refusal.externalIdTaken(findWorkspace(workspace.externalId()));
    state.workspaces().put(workspace.id(), new Placed<>(place.workspace(workspace.id()), workspace));
  }

  @Override
  public Optional<WorkspaceRow> findWorkspace(ExternalId externalId) {
    return state.workspaces()
        .values()
        .stream()
        .filter(this::isListed)
        .map(Placed::row)
        .filter(row -> row.externalId().equals(externalId))
        .findAny();
  }

  @Override
  public List<WorkspaceRow> listWorkspaces(Optional<WorkspaceId> after, int limit) {
    return Pages.of(state.workspaces(), after, limit, row -> row, this::isListed).stream().map(Placed::row).toList();
  }

  private boolean isListed(Placed<Scope.OfWorkspace, WorkspaceRow> workspace) {
    return place.covers(workspace.place()) && workspace.row().standing() != Standing.ERASED;
  }

  @Override
  public WorkspaceStore workspace(WorkspaceId workspace) {
    return new MemoryWorkspace(state, place.workspace(workspace));
  }

  @Override
  public LimitTable limits() {
    return new MemoryLimits(state, place.tenant(), () -> row().isPresent());
  }

  @Override
  public PolicyTable policy() {
    return new MemoryPolicy(state, place);
  }

  @Override
  public Totals totals() {
    return new MemoryTotals(state, place).count();
  }
}
