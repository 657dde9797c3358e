package dev.postroom.testkit.store;

import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
import java.util.List;
import java.util.UUID;

/** The small sealed things of the engine itself over one state. */
record MemoryEngineThings(State state) implements SealedTable {

  @Override
  public void put(SealedRow row) {
    Refusal.unless(row.number() >= 0, "number: negative (expected: 0 or more)");
    state.engineThings().put(EngineSlot.of(row), row);
  }

  @Override
  public List<SealedRow> list(SealedRow.Kind kind, UUID owner) {
    return state.engineThings()
        .values()
        .stream()
        .filter(row -> row.kind() == kind && row.owner().equals(owner))
        .toList();
  }

  @Override
  public boolean delete(SealedRow.Kind kind, UUID owner, int number) {
    EngineSlot slot = new EngineSlot(kind, owner, number);
    boolean found = state.engineThings().get(slot).isPresent();
    if (found) {
      state.engineThings().remove(slot);
    }
    return found;
  }

  @Override
  public void deleteAll(UUID owner) {
    state.engineThings().removeIf(row -> row.owner().equals(owner));
  }
}
