package dev.postroom.testkit.store;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import dev.postroom.spi.store.KeyTable;
import dev.postroom.spi.store.LimitTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The keys at one place or below it over one state. */
record MemoryKeyTable(State state, Scope place) implements KeyTable {

  @Override
  public void insert(KeyRecord key) {
    Refusal.unless(place.covers(key.scope()), "key: of another place");
    Refusal.unless(state.keys().get(key.id()).isEmpty(), "key id: used");
    new Ladder(state).require(key.scope());
    state.keys().put(key.id(), key);
  }

  @Override
  public Optional<KeyRecord> find(KeyId id) {
    return state.keys().get(id).filter(this::isOfThisPlace);
  }

  @Override
  public List<KeyRecord> list(Optional<KeyId> after, int limit) {
    return Pages.of(state.keys(), after, limit, key -> key, this::isOfThisPlace);
  }

  private boolean isOfThisPlace(KeyRecord key) {
    return place.covers(key.scope());
  }

  @Override
  public boolean revoke(KeyId id, Instant at) {
    find(id).filter(key -> key.revokedAt().isEmpty()).ifPresent(key -> put(key, Optional.of(at), key.lastUsedAt()));
    return find(id).isPresent();
  }

  @Override
  public List<KeyId> revokeAll(Instant at) {
    List<KeyRecord> open = state.keys()
        .values()
        .stream()
        .filter(this::isOfThisPlace)
        .filter(key -> key.revokedAt().isEmpty())
        .toList();
    open.forEach(key -> put(key, Optional.of(at), key.lastUsedAt()));
    return open.stream().map(KeyRecord::id).toList();
  }

  @Override
  public LimitTable limits(KeyId id) {
    return new MemoryLimits(state, id, () -> find(id).isPresent());
  }

  @Override
  public void used(KeyId id, Instant at) {
    find(id).ifPresent(key -> put(key, key.revokedAt(), Optional.of(at)));
  }

  private void put(KeyRecord key, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {
    state.keys()
        .put(key.id(), new KeyRecord(key.id(), key.scope(), key.name(), key.permissions(), key.digest(),
            key.createdAt(), key.expiresAt(), revokedAt, lastUsedAt));
  }
}
