package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ACCESS_KEY;
import static dev.postroom.store.h2.jooq.Tables.TENANT;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
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
import org.jooq.impl.DSL;

/** The top rung, which alone looks at all tenants. */
record H2Transaction(WorkUnit unit) implements StoreTransaction {

  /** What a transaction of this store works with. */
  static WorkUnit unitOf(StoreTransaction transaction) {
    return ((H2Transaction) transaction).unit();
  }

  @Override
  public void insertTenant(TenantRow tenant) {
    if (findTenant(tenant.externalId()).isPresent()) {
      throw externalIdTaken();
    }
    new ScopedTables(unit, new Scope.OfTenant(tenant.id())).insert(TENANT)
        .set(TENANT.EXTERNAL_ID, tenant.externalId().value())
        .set(TENANT.CREATED_FROM, tenant.createdFrom())
        .set(TENANT.LIVE, Codes.live(tenant.standing()))
        .set(TENANT.NAME, tenant.name())
        .set(TENANT.STANDING, Codes.of(tenant.standing()))
        .set(TENANT.CREATED_AT, Micros.of(tenant.createdAt()))
        .execute();
  }

  static ConflictException externalIdTaken() {
    return new ConflictException(FailureReason.EXTERNAL_ID_CONFLICT, "externalId: taken");
  }

  @Override
  public Optional<TenantRow> findTenant(ExternalId externalId) {
    return unit.reading()
        .selectFrom(TENANT)
        .where(TENANT.EXTERNAL_ID.eq(externalId.value()), TENANT.LIVE.eq(Codes.LIVE))
        .fetchOptional(TenantRung::map);
  }

  @Override
  public List<TenantRow> listTenants(Optional<TenantId> after, int limit) {
    return unit.reading()
        .selectFrom(TENANT)
        .where(TENANT.STANDING.ne(Codes.of(Standing.ERASED)))
        .and(after.map(id -> TENANT.TENANT_ID.gt(id.value())).orElse(DSL.noCondition()))
        .orderBy(TENANT.TENANT_ID)
        .limit(limit)
        .fetch(TenantRung::map);
  }

  @Override
  public TenantStore tenant(TenantId tenant) {
    return new TenantRung(unit, new Scope.OfTenant(tenant));
  }

  @Override
  public Optional<KeyRecord> findKey(KeyId key) {
    return unit.reading().selectFrom(ACCESS_KEY).where(ACCESS_KEY.KEY_ID.eq(key.value())).fetchOptional(KeyRows::map);
  }

  @Override
  public Standing standing(Scope scope) {
    return new Ladder(unit).standing(scope);
  }

  @Override
  public List<Scope> unpurged(int limit) {
    return new Ladder(unit).unpurged(limit);
  }

  @Override
  public List<Scope> unpurged(Scope within, int limit) {
    return new Ladder(unit).unpurged(within, limit);
  }

  @Override
  public boolean purge(Scope place, int limit) {
    return new Purge(unit, place).remove(limit);
  }

  @Override
  public Routing routing() {
    return new H2Routing(unit);
  }

  @Override
  public Outbox outbox() {
    return new H2Outbox(unit);
  }

  @Override
  public SealedTable sealed() {
    return new EngineThings(unit);
  }

  @Override
  public EventLog events() {
    return new H2EventLog(unit);
  }
}
