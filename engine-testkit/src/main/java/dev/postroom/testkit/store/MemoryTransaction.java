package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.id.ExternalId;
import dev.postroom.id.KeyId;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.EventLog;
import dev.postroom.spi.store.Outbox;
import dev.postroom.spi.store.Routing;
import dev.postroom.spi.store.SealedTable;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.spi.store.TenantStore;
import java.util.List;
import java.util.Optional;

/** The top rung over one state. */
record MemoryTransaction(State state) implements StoreTransaction {

  @Override
  public void insertTenant(TenantRow tenant) {
    Refusal.unless(state.tenants().get(tenant.id()).isEmpty(), "tenant id: used");
    Refusal.externalIdTaken(findTenant(tenant.externalId()));
    state.tenants().put(tenant.id(), tenant);
  }

  @Override
  public Optional<TenantRow> findTenant(ExternalId externalId) {
    return state.tenants()
        .values()
        .stream()
        .filter(MemoryTransaction::isListed)
        .filter(row -> row.externalId().equals(externalId))
        .findAny();
  }

  @Override
  public List<TenantRow> listTenants(Optional<TenantId> after, int limit) {
    return Pages.of(state.tenants(), after, limit, row -> row, MemoryTransaction::isListed);
  }

  private static boolean isListed(TenantRow row) {
    return row.standing() != Standing.ERASED;
  }

  @Override
  public TenantStore tenant(TenantId tenant) {
    return new MemoryTenant(state, new Scope.OfTenant(tenant));
  }

  @Override
  public Optional<KeyRecord> findKey(KeyId key) {
    return state.keys().get(key);
  }

  @Override
  public Standing standing(Scope scope) {
    return new Ladder(state).standing(scope);
  }

  @Override
  public List<Scope> unpurged(int limit) {
    return new Ladder(state).unpurged(place -> true, limit);
  }

  @Override
  public List<Scope> unpurged(Scope within, int limit) {
    return new Ladder(state).unpurged(within::covers, limit);
  }

  @Override
  public boolean purge(Scope place, int limit) {
    return new MemoryPurge(state, place).remove(limit);
  }

  @Override
  public Routing routing() {
    return new MemoryRouting(state);
  }

  @Override
  public Outbox outbox() {
    return new MemoryOutbox(state);
  }

  @Override
  public SealedTable sealed() {
    return new MemoryEngineThings(state);
  }

  @Override
  public EventLog events() {
    return new MemoryEventLog(state);
  }
}
