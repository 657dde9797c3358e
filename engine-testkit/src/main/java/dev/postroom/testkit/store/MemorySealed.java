package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.SealedTable;
import java.util.List;
import java.util.UUID;

/** The small sealed things of one workspace over one state. */
record MemorySealed(State state, Scope.OfWorkspace place) implements SealedTable {

  @Override
  public void put(SealedRow row) {
    new Ladder(state).require(place);
    Refusal.unless(row.number() >= 0, "number: negative (expected: 0 or more)");
    state.sealed().put(slot(row.kind(), row.owner(), row.number()), new Placed<>(place, row));
  }

  @Override
  public List<SealedRow> list(SealedRow.Kind kind, UUID owner) {
    return state.sealed()
        .values()
        .stream()
        .filter(thing -> thing.place().equals(place))
        .map(Placed::row)
        .filter(row -> row.kind() == kind && row.owner().equals(owner))
        .toList();
  }

  @Override
  public boolean delete(SealedRow.Kind kind, UUID owner, int number) {
    SealedSlot slot = slot(kind, owner, number);
    boolean found = state.sealed().get(slot).filter(thing -> thing.place().equals(place)).isPresent();
    if (found) {
      state.sealed().remove(slot);
    }
    return found;
  }

  @Override
  public void deleteAll(UUID owner) {
    state.sealed().removeIf(thing -> thing.place().equals(place) && thing.row().owner().equals(owner));
  }

  private SealedSlot slot(SealedRow.Kind kind, UUID owner, int number) {
    return new SealedSlot(place.workspace(), kind, owner, number);
  }
}
