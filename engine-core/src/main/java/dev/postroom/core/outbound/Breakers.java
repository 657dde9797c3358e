package dev.postroom.core.outbound;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts away from destinations that do not answer, one breaker for each. Some failures to connect in a row close the way;
 * after a pause one attempt is let through, and while it is under way no other. If that one fails too, the next pause is twice as
 * long, up to half an hour; any connection opens the way again.
 *
 * <p>
 * Only failures of the connection belong here: a reply, whatever it says, is a connection. What is known is kept in memory and for
 * the 10,000 destinations last asked for; what is forgotten costs some attempts. Safe for use by many threads; takes no lock that
 * is held while anything slow happens.
 */
public final class Breakers {
  static final int MOST_DESTINATIONS = 10_000;
  /** How long a trial keeps others away if its holder never tells how it went; longer than connecting may take. */
  static final Duration TRIAL = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);
  private static final int DOUBLINGS = 5;

  private final InstantSource clock;
  private final int failuresInRow;
  private final AtomicLong passages = new AtomicLong();
  private final Cache<String, State> states =
      Caffeine.newBuilder().maximumSize(MOST_DESTINATIONS).executor(Runnable::run).build();

  /** What is known of a destination; of one that last answered nothing is kept. */
  private sealed interface State {

    record Failing(int failures) implements State {}

    record Shut(int pauses, Instant until, OptionalLong trial) implements State {}
  }

  /**
   * Breakers that know of no failure yet.
   *
   * @param failuresInRow
   *          how many close the way
   */
  public Breakers(InstantSource clock, int failuresInRow) {
    if (failuresInRow < 1) {
      throw new InvalidInputException("failures in a row: " + failuresInRow + " (expected: 1 or more)");
    }
    this.clock = clock;
    this.failuresInRow = failuresInRow;
  }

  /** Asks before connecting. Who is let through must connect now, and tell. */
  public Passage ask(String destination) {
    Passage.Free free = new Passage.Free(destination, passages.incrementAndGet());
    if (!(states.getIfPresent(destination) instanceof State.Shut)) {
      return free;
    }
    Instant now = clock.instant();
    State after = states.asMap().computeIfPresent(destination, (same, state) -> tried(state, free, now));
    return after instanceof State.Shut shut && !isTrialOf(shut, free) ? new Passage.Closed(shut.until()) : free;
  }

  private static State tried(State state, Passage.Free free, Instant now) {
    return state instanceof State.Shut shut && !now.isBefore(shut.until())
        ? new State.Shut(shut.pauses(), now.plus(TRIAL), OptionalLong.of(free.number()))
        : state;
  }

  /** A connection came about. */
  public void succeeded(Passage.Free passage) {
    states.invalidate(passage.destination());
  }

  /** No connection came about. While the way is closed this counts only of the trial: others were on their way before. */
  public void failed(Passage.Free passage) {
    Instant now = clock.instant();
    states.asMap().compute(passage.destination(), (same, state) -> afterFailure(state, passage, now));
  }

  private State afterFailure(@Nullable State state, Passage.Free passage, Instant now) {
    return switch (state) {
      case null -> failing(1, now);
      case State.Failing failing -> failing(failing.failures() + 1, now);
      case State.Shut shut -> isTrialOf(shut, passage) ? shut(shut.pauses() + 1, now) : shut;
    };
  }

  private State failing(int failures, Instant now) {
    return failures < failuresInRow ? new State.Failing(failures) : shut(1, now);
  }

  private static State.Shut shut(int pauses, Instant now) {
    return new State.Shut(pauses, now.plus(pause(pauses)), OptionalLong.empty());
  }

  private static boolean isTrialOf(State.Shut shut, Passage.Free passage) {
    return shut.trial().equals(OptionalLong.of(passage.number()));
  }

  static Duration pause(int pauses) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(pauses - 1, DOUBLINGS));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  /** How many destinations something is known of. */
  int size() {
    states.cleanUp();
    return states.asMap().size();
  }
}
