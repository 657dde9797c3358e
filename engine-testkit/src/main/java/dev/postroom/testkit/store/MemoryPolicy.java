package dev.postroom.testkit.store;

import dev.postroom.access.Scope;
import dev.postroom.id.EntryId;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.PolicyTable;
import dev.postroom.spi.store.Token;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The lists of exactly one place over one state. */
record MemoryPolicy(State state, Scope place) implements PolicyTable {

  @Override
  public void insert(PolicyRow entry) {
    new Ladder(state).require(place);
    Refusal.unless(state.policy().get(entry.id()).isEmpty(), "entry id: used");
    state.policy().put(entry.id(), new Placed<>(place, entry));
  }

  @Override
  public Optional<PolicyRow> find(EntryId id) {
    return state.policy().get(id).filter(this::isOfThisPlace).map(Placed::row);
  }

  @Override
  public List<PolicyRow> find(PolicyRow.Kind kind, Collection<Token> tokens) {
    return state.policy()
        .values()
        .stream()
        .filter(entry -> isOn(kind, entry) && tokens.contains(entry.row().token()))
        .map(Placed::row)
        .toList();
  }

  @Override
  public List<PolicyRow> list(PolicyRow.Kind kind, Optional<EntryId> after, int limit) {
    return Pages.of(state.policy(), after, limit, entry -> entry, entry -> isOn(kind, entry))
        .stream()
        .map(Placed::row)
        .toList();
  }

  private boolean isOn(PolicyRow.Kind kind, Placed<Scope, PolicyRow> entry) {
    return isOfThisPlace(entry) && entry.row().kind() == kind;
  }

  private boolean isOfThisPlace(Placed<Scope, PolicyRow> entry) {
    return entry.place().equals(place);
  }

  @Override
  public boolean delete(EntryId id) {
    boolean found = find(id).isPresent();
    if (found) {
      state.policy().remove(id);
    }
    return found;
  }
}
