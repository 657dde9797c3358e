package dev.postroom.core.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.error.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class RetryScheduleProps {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(5));
  /** The middle of every range. */
  private static final RandomGenerator EVEN = () -> Long.MIN_VALUE;

  @Example
  void pauses_grow_from_a_minute_to_four_hours() {
    RetrySchedule schedule = new RetrySchedule(EVEN);
    List<Duration> pauses = new ArrayList<>();
    for (int attempts = 1; attempts <= 9; attempts++) {
      pauses.add(Duration.between(START, schedule.next(attempts, END, START).orElseThrow()));
    }

    assertThat(pauses).map(Duration::toMinutes).containsExactly(1L, 5L, 10L, 20L, 40L, 60L, 120L, 240L, 240L);
  }

  @Property
  void without_jitter_a_later_attempt_never_comes_earlier(@ForAll @IntRange(min = 1, max = 1_000) int attempts,
      @ForAll("lives") Duration life, @ForAll("ages") Duration age) {
    RetrySchedule schedule = new RetrySchedule(EVEN);
    Optional<Instant> one = schedule.next(attempts, START.plus(life), START.plus(age));
    Optional<Instant> other = schedule.next(attempts + 1, START.plus(life), START.plus(age));

    assertThat(other.isPresent()).isEqualTo(one.isPresent());
    one.ifPresent(next -> assertThat(other.orElseThrow()).isAfterOrEqualTo(next));
  }

  @Property
  void the_next_attempt_is_later_than_now_and_not_after_the_time_to_live(
      @ForAll @IntRange(min = 1, max = Integer.MAX_VALUE) int attempts, @ForAll("lives") Duration life,
      @ForAll("ages") Duration age, @ForAll long seed) {
    Instant now = START.plus(age);
    Optional<Instant> next = new RetrySchedule(new Random(seed)).next(attempts, START.plus(life), now);

    assertThat(next.isPresent()).isEqualTo(age.compareTo(life) < 0);
    next.ifPresent(time -> assertThat(time).isAfter(now).isBeforeOrEqualTo(START.plus(life)));
  }

  @Property
  void jitter_is_a_tenth_at_most(@ForAll @IntRange(min = 1, max = 20) int attempts, @ForAll long seed) {
    RetrySchedule schedule = new RetrySchedule(new Random(seed));
    Duration pause = Duration.between(START, schedule.next(attempts, END, START).orElseThrow());
    Duration tenth = RetrySchedule.pause(attempts).dividedBy(10);

    assertThat(pause).isBetween(RetrySchedule.pause(attempts).minus(tenth), RetrySchedule.pause(attempts).plus(tenth));
  }

  @Property
  void a_delivery_that_always_fails_is_tried_to_the_end_of_its_life_and_no_longer(@ForAll("lives") Duration life,
      @ForAll long seed) {
    RetrySchedule schedule = new RetrySchedule(new Random(seed));
    Instant last = START;
    int attempts = 1;
    for (Optional<Instant> next = schedule.next(attempts, START.plus(life), last); next.isPresent();) {
      last = next.get();
      next = schedule.next(++attempts, START.plus(life), last);
    }

    assertThat(last).isEqualTo(START.plus(life));
    assertThat(attempts).isLessThanOrEqualTo(10 + (int) life.dividedBy(Duration.ofMinutes(216)));
  }

  @Property
  void what_failed_together_is_not_tried_together(@ForAll long seed) {
    RetrySchedule schedule = new RetrySchedule(new Random(seed));

    assertThat(Stream.generate(() -> schedule.next(8, END, START).orElseThrow()).limit(100).distinct())
        .hasSizeGreaterThan(90);
  }

  @Example
  void nonsense_is_refused() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> new RetrySchedule(EVEN).next(0, END, START))
        .withMessage("attempts: 0 (expected: 1 or more)");
  }

  @Provide
  Arbitrary<Duration> lives() {
    return Arbitraries.longs().between(1, Duration.ofDays(10).toMillis()).map(Duration::ofMillis);
  }

  @Provide
  Arbitrary<Duration> ages() {
    return Arbitraries.longs().between(0, Duration.ofDays(11).toMillis()).map(Duration::ofMillis);
  }
}
