package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.TENANT;
import static dev.postroom.store.h2.jooq.Tables.WORKSPACE;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.TenantStore;
import dev.postroom.spi.store.Totals;
import dev.postroom.spi.store.WorkspaceRow;
import dev.postroom.spi.store.WorkspaceStore;
import dev.postroom.store.h2.jooq.tables.records.TenantRecord;
import java.util.List;
import java.util.Optional;
import org.jooq.impl.DSL;

/** One tenant. */
record TenantRung(WorkUnit unit, Scope.OfTenant place, ScopedTables tables) implements TenantStore {

  TenantRung(WorkUnit unit, Scope.OfTenant place) {
    this(unit, place, new ScopedTables(unit, place));
  }

  @Override
  public Optional<TenantRow> row() {
    return tables.select(TENANT).fetchOptional(TenantRung::map);
  }

  static TenantRow map(TenantRecord row) {
    return new TenantRow(new TenantId(row.getTenantId()), new ExternalId(row.getExternalId()), row.getCreatedFrom(),
        row.getName(),
        Codes.standing(row.getStanding()), Micros.toInstant(row.getCreatedAt()));
  }

  @Override
  public void rename(String name) {
    tables.update(TENANT, row -> row.set(TENANT.NAME, name)).execute();
  }

  @Override
  public void setStanding(Standing standing) {
    tables.update(TENANT, row -> row.set(TENANT.STANDING, Codes.of(standing)).set(TENANT.LIVE, Codes.live(standing)))
        .execute();
    if (standing == Standing.ERASED) {
      new Ladder(unit).free(place);
    }
  }

  @Override
  public KeyTable keys() {
    return new KeyRows(tables);
  }

  @Override
  public void insertWorkspace(WorkspaceRow workspace) {
    if (findWorkspace(workspace.externalId()).isPresent()) {
      throw H2Transaction.externalIdTaken();
    }
    tables.at(place.workspace(workspace.id()))
        .insert(WORKSPACE)
        .set(WORKSPACE.EXTERNAL_ID, workspace.externalId().value())
        .set(WORKSPACE.CREATED_FROM, workspace.createdFrom())
        .set(WORKSPACE.LIVE, Codes.live(workspace.standing()))
        .set(WORKSPACE.NAME, workspace.name())
        .set(WORKSPACE.STANDING, Codes.of(workspace.standing()))
        .set(WORKSPACE.CREATED_AT, Micros.of(workspace.createdAt()))
        .execute();
  }

  @Override
  public Optional<WorkspaceRow> findWorkspace(ExternalId externalId) {
    return tables.select(WORKSPACE)
        .and(WORKSPACE.EXTERNAL_ID.eq(externalId.value()))
        .and(WORKSPACE.LIVE.eq(Codes.LIVE))
        .fetchOptional(WorkspaceRung::map);
  }

  @Override
  public List<WorkspaceRow> listWorkspaces(Optional<WorkspaceId> after, int limit) {
    return tables.select(WORKSPACE)
        .and(WORKSPACE.STANDING.ne(Codes.of(Standing.ERASED)))
        .and(after.map(id -> WORKSPACE.WORKSPACE_ID.gt(id.value())).orElse(DSL.noCondition()))
        .orderBy(tables.ascending(WORKSPACE, WORKSPACE.WORKSPACE_ID))
        .limit(limit)
        .fetch(WorkspaceRung::map);
  }

  @Override
  public LimitTable limits() {
    return new OwnedLimits(tables, place.tenant().value(), () -> place);
  }

  @Override
  public PolicyTable policy() {
    return new PolicyEntries(tables);
  }

  @Override
  public Totals totals() {
    return new Sums(unit, place).totals();
  }

  @Override
  public WorkspaceStore workspace(WorkspaceId workspace) {
    return new WorkspaceRung(unit, place.workspace(workspace));
  }
}
