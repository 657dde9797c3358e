package dev.postroom.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Breakers beside a model of one: who may pass, whatever was asked and told before, by whom and how late. */
class BreakersProps {
  private static final List<Duration> PAUSES = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2),
      Duration.ofMinutes(4), Duration.ofMinutes(8), Duration.ofMinutes(16), Duration.ofMinutes(30));

  /** What somebody does. */
  enum Kind {
    ASK, SUCCEED, FAIL, WAIT
  }

  /** Whose turn is meant: the number chooses among the passages that were given and not told of, or the time to wait. */
  record Act(Kind kind, String destination, int number) {}

  /** A breaker, told in the plainest way. */
  private static final class Model {
    private int failures;
    private int pauses;
    private Optional<Instant> until = Optional.empty();
    private Optional<Passage.Free> trial = Optional.empty();

    boolean isFree(Instant now) {
      return until.isEmpty() || !now.isBefore(until.get());
    }

    void passed(Passage.Free passage, Instant now) {
      if (until.isPresent()) {
        trial = Optional.of(passage);
        until = Optional.of(now.plus(Breakers.TRIAL));
      }
    }

    void failed(Passage.Free passage, Instant now, int failuresInRow) {
      failures++;
      if (until.isEmpty() ? failures == failuresInRow : trial.equals(Optional.of(passage))) {
        until = Optional.of(now.plus(PAUSES.get(Math.min(pauses++, PAUSES.size() - 1))));
        trial = Optional.empty();
      }
    }
  }

  @Property(tries = 2_000)
  void who_may_pass_is_what_the_model_says(@ForAll @IntRange(min = 1, max = 4) int failuresInRow,
      @ForAll("acts") List<Act> acts) {
    SettableClock clock = SettableClock.standing();
    Breakers breakers = new Breakers(clock, failuresInRow);
    Map<String, Model> models = new HashMap<>();
    List<Passage.Free> under = new ArrayList<>();
    for (Act act : acts) {
      switch (act.kind()) {
        case WAIT -> clock.advance(Duration.ofSeconds(act.number()));
        case ASK -> {
          Model model = models.computeIfAbsent(act.destination(), unknown -> new Model());
          Passage passage = breakers.ask(act.destination());
          assertThat(passage instanceof Passage.Free).isEqualTo(model.isFree(clock.instant()));
          switch (passage) {
            case Passage.Free free -> {
              model.passed(free, clock.instant());
              under.add(free);
            }
            case Passage.Closed closed -> assertThat(Optional.of(closed.until())).isEqualTo(model.until);
          }
        }
        case SUCCEED -> taken(under, act).ifPresent(passage -> {
          breakers.succeeded(passage);
          models.put(passage.destination(), new Model());
        });
        case FAIL -> taken(under, act).ifPresent(passage -> {
          breakers.failed(passage);
          models.computeIfAbsent(passage.destination(), unknown -> new Model())
              .failed(passage, clock.instant(), failuresInRow);
        });
      }
    }
  }

  private static Optional<Passage.Free> taken(List<Passage.Free> under, Act act) {
    return under.isEmpty() ? Optional.empty() : Optional.of(under.remove(act.number() % under.size()));
  }

  @Provide
  Arbitrary<List<Act>> acts() {
    Arbitrary<Kind> kinds = Arbitraries.frequency(Tuple.of(5, Kind.ASK), Tuple.of(1, Kind.SUCCEED),
        Tuple.of(4, Kind.FAIL), Tuple.of(2, Kind.WAIT));
    Arbitrary<Integer> numbers = Arbitraries.integers().between(0, 2_000);
    return Combinators.combine(kinds, Arbitraries.of("mx.example", "other.example"), numbers)
        .as(Act::new)
        .list()
        .ofMaxSize(80);
  }
}
