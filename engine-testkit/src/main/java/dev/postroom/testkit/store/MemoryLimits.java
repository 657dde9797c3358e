package dev.postroom.testkit.store;

import dev.postroom.error.NotFoundException;
import dev.postroom.id.TypedId;
import dev.postroom.policy.Limits;
import dev.postroom.spi.store.LimitTable;
import dev.postroom.spi.store.UsageKind;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What is limited and counted of one place or key over one state; nothing of one that is not there. */
record MemoryLimits(State state, TypedId owner, BooleanSupplier isThere) implements LimitTable {

  @Override
  public Limits limits() {
    return isThere.getAsBoolean() ? state.limits().get(owner).orElse(Limits.none()) : Limits.none();
  }

  @Override
  public void setLimits(Limits limits) {
    require();
    state.limits().put(owner, limits);
  }

  @Override
  public long counted(UsageKind kind, LocalDate first, LocalDate last) {
    return isThere.getAsBoolean()
        ? state.tallies()
            .rows()
            .entrySet()
            .stream()
            .filter(entry -> entry.getKey().owner().equals(owner) && entry.getKey().kind() == kind)
            .filter(entry -> entry.getKey().isIn(first, last))
            .mapToLong(Map.Entry::getValue)
            .sum()
        : 0;
  }

  @Override
  public void count(UsageKind kind, LocalDate day, long amount) {
    require();
    Tally tally = new Tally(owner, kind, day);
    state.tallies().put(tally, state.tallies().get(tally).orElse(0L) + amount);
  }

  private void require() {
    if (!isThere.getAsBoolean()) {
      throw new NotFoundException();
    }
  }
}
