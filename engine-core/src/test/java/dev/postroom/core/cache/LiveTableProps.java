package dev.postroom.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Against a map: a table may forget, and never says what was not put in last under that very name with that very stamp. */
class LiveTableProps {

  /** A value, put in or asked for. */
  record Step(long high, long low, long stamp, int value, boolean puts) {}

  static final class Numbered extends LiveTable.Entry {
    private final int value;

    Numbered(long high, long low, long stamp, int value) {
      super(high, low, stamp);
      this.value = value;
    }

    int value() {
      return value;
    }

    @Override
    protected boolean isNothing() {
      return value == 0;
    }
  }

  private record Name(long high, long low) {}

  /** Few names, so that they meet; and few stamps. */
  @Provide
  Arbitrary<Step> steps() {
    Arbitrary<Long> halves = Arbitraries.longs().between(-8, 8).withoutEdgeCases();
    return Combinators.combine(halves, halves, Arbitraries.longs().between(0, 2), Arbitraries.integers(),
        Arbitraries.of(true, false)).as(Step::new);
  }

  @Property(tries = 300)
  void what_it_says_was_put_in_last_under_that_name(@ForAll List<@From("steps") Step> steps) {
    LiveTable<Numbered> table = new LiveTable<>(100);
    Map<Name, Numbered> model = new HashMap<>();
    for (Step step : steps) {
      if (step.puts()) {
        Numbered entry = new Numbered(step.high(), step.low(), step.stamp(), step.value());
        table.put(entry);
        model.put(new Name(step.high(), step.low()), entry);
      }
      Optional<Numbered> expected = Optional.ofNullable(model.get(new Name(step.high(), step.low())))
          .filter(entry -> entry.stamp() == step.stamp());
      Optional<Numbered> found = table.find(step.high(), step.low(), step.stamp());
      if (step.puts()) {
        assertThat(found).isEqualTo(expected);
      } else if (found.isPresent()) {
        assertThat(found).isEqualTo(expected);
      }
    }
  }
}
