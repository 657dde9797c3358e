package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.ACCESS_KEY;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.SecretDigest;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.store.h2.jooq.tables.records.AccessKeyRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The keys at one place or below it. */
record KeyRows(ScopedTables tables) implements KeyTable {

  @Override
  public void insert(KeyRecord key) {
    tables.at(key.scope())
        .insert(ACCESS_KEY)
        .set(ACCESS_KEY.KEY_ID, key.id().value())
        .set(ACCESS_KEY.NAME, key.name())
        .set(ACCESS_KEY.PERMISSIONS, Codes.of(key.permissions()))
        .set(ACCESS_KEY.DIGEST, key.digest().toByteArray())
        .set(ACCESS_KEY.CREATED_AT, Micros.of(key.createdAt()))
        .set(ACCESS_KEY.EXPIRES_AT, key.expiresAt().map(Micros::of).orElse(null))
        .set(ACCESS_KEY.REVOKED_AT, key.revokedAt().map(Micros::of).orElse(null))
        .set(ACCESS_KEY.LAST_USED_AT, key.lastUsedAt().map(Micros::of).orElse(null))
        .execute();
  }

  @Override
  public Optional<KeyRecord> find(KeyId id) {
    return tables.select(ACCESS_KEY).and(is(id)).fetchOptional(KeyRows::map);
  }

  @Override
  public List<KeyRecord> list(Optional<KeyId> after, int limit) {
    return tables.select(ACCESS_KEY)
        .and(after.map(id -> ACCESS_KEY.KEY_ID.gt(id.value())).orElse(DSL.noCondition()))
        .orderBy(tables.ascending(ACCESS_KEY, ACCESS_KEY.KEY_ID))
        .limit(limit)
        .fetch(KeyRows::map);
  }

  static KeyRecord map(AccessKeyRecord row) {
    return new KeyRecord(new KeyId(row.getKeyId()),
        ScopedTables.placeOf(ACCESS_KEY, row).orElseThrow(() -> Failures.corrupt("key without a place")), row.getName(),
        Codes.permissions(row.getPermissions()), SecretDigest.ofStored(row.getDigest()),
        Micros.toInstant(row.getCreatedAt()),
        time(row.getExpiresAt()), time(row.getRevokedAt()), time(row.getLastUsedAt()));
  }

  private static Optional<Instant> time(Long micros) {
    return Optional.ofNullable(micros).map(Micros::toInstant);
  }

  @Override
  public boolean revoke(KeyId id, Instant at) {
    tables.update(ACCESS_KEY, row -> row.set(ACCESS_KEY.REVOKED_AT, Micros.of(at)))
        .and(is(id))
        .and(ACCESS_KEY.REVOKED_AT.isNull())
        .execute();
    return find(id).isPresent();
  }

  @Override
  public List<KeyId> revokeAll(Instant at) {
    List<KeyId> open = tables.select(ACCESS_KEY, ACCESS_KEY.KEY_ID)
        .and(ACCESS_KEY.REVOKED_AT.isNull())
        .orderBy(ACCESS_KEY.KEY_ID)
        .fetch(row -> new KeyId(row.get(ACCESS_KEY.KEY_ID)));
    tables.update(ACCESS_KEY, row -> row.set(ACCESS_KEY.REVOKED_AT, Micros.of(at)))
        .and(ACCESS_KEY.REVOKED_AT.isNull())
        .execute();
    return open;
  }

  @Override
  public LimitTable limits(KeyId id) {
    return new OwnedLimits(tables, id.value(),
        () -> find(id).map(KeyRecord::scope).orElseThrow(NotFoundException::new));
  }

  @Override
  public void used(KeyId id, Instant at) {
    tables.update(ACCESS_KEY, row -> row.set(ACCESS_KEY.LAST_USED_AT, Micros.of(at))).and(is(id)).execute();
  }

  private static Condition is(KeyId id) {
    return ACCESS_KEY.KEY_ID.eq(id.value());
  }
}
