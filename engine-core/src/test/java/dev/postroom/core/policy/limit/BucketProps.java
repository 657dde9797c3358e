package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** The laws of a token bucket, in whole numbers. */
class BucketProps {
  private static final long WINDOW = 1_000;

  /** What was given at a moment. */
  private record Given(long at, long amount) {}

  @Property
  void between_any_two_moments_no_more_is_given_than_the_limit_and_what_came_back(
      @ForAll @LongRange(min = 1, max = 50) long limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 700) Integer> pauses,
      @ForAll @LongRange(min = 1, max = 9) long amount) {
    Bucket bucket = new Bucket(WINDOW);
    List<Given> given = new ArrayList<>();
    long now = 5_000_000;
    for (int pause : pauses) {
      now += pause;
      if (bucket.take(amount, limit, now)) {
        given.add(new Given(now, amount));
      }
    }
    assertNeverMoreThan(limit, given);
  }

  private static void assertNeverMoreThan(long limit, List<Given> given) {
    for (int first = 0; first < given.size(); first++) {
      long sum = 0;
      for (int last = first; last < given.size(); last++) {
        sum += given.get(last).amount();
        long passed = given.get(last).at() - given.get(first).at();
        assertThat(sum * WINDOW).isLessThanOrEqualTo(limit * WINDOW + passed * limit);
      }
    }
  }

  /** Each taking is given back at once, later, or never; of what is kept nobody can tell that there was more. */
  @Property
  void what_is_given_back_makes_room_for_itself_and_for_nothing_more(
      @ForAll @LongRange(min = 1, max = 50) long limit,
      @ForAll @Size(max = 60) List<@From("takings") Taking> takings) {
    Bucket bucket = new Bucket(WINDOW);
    List<Given> kept = new ArrayList<>();
    List<List<Given>> returns = new ArrayList<>();
    takings.forEach(taking -> returns.add(new ArrayList<>()));
    long now = 5_000_000;
    for (int step = 0; step < takings.size(); step++) {
      Taking taking = takings.get(step);
      now += taking.pause();
      Given given = new Given(now, taking.amount());
      if (bucket.take(taking.amount(), limit, now)) {
        (taking.heldFor() == 0 ? kept : returns.get(Math.min(takings.size() - 1, step + taking.heldFor() - 1)))
            .add(given);
      }
      for (Given back : returns.get(step)) {
        bucket.giveBack(back.amount(), limit, back.at(), now);
      }
    }
    assertNeverMoreThan(limit, kept);
  }

  /** What is taken after a pause, and given back after so many takings; kept when that is none. */
  record Taking(int pause, long amount, int heldFor) {}

  @Provide
  Arbitrary<Taking> takings() {
    return Combinators.combine(Arbitraries.integers().between(0, 700), Arbitraries.longs().between(1, 50),
        Arbitraries.integers().between(0, 4)).as(Taking::new);
  }

  @Property
  void who_gives_back_all_leaves_the_bucket_as_full_as_it_would_be_without_him(
      @ForAll @LongRange(min = 1, max = 100) long limit, @ForAll @LongRange(min = 1, max = 100) long amount,
      @ForAll @LongRange(min = 0, max = 3_000) long heldFor) {
    Bucket bucket = new Bucket(WINDOW);
    long taken = Math.min(amount, limit);
    assertThat(bucket.take(taken, limit, 0)).isTrue();
    bucket.giveBack(taken, limit, 0, heldFor);
    assertThat(bucket.take(limit, limit, heldFor)).isTrue();
    assertThat(bucket.take(1, limit, heldFor)).isFalse();
  }

  @Property
  void threads_that_looked_at_the_clock_in_another_order_get_no_more(
      @ForAll @LongRange(min = 1, max = 50) long limit,
      @ForAll @Size(max = 60) List<@IntRange(min = -300, max = 400) Integer> pauses) {
    Bucket bucket = new Bucket(WINDOW);
    long first = 5_000_000;
    long latest = first;
    long now = first;
    long sum = 0;
    bucket.millisUntil(1, limit, first);
    for (int pause : pauses) {
      now = Math.max(latest - 999, now + pause);
      latest = Math.max(latest, now);
      while (bucket.take(1, limit, now)) {
        sum++;
      }
      assertThat(sum * WINDOW).isLessThanOrEqualTo(limit * WINDOW + (latest - first) * limit);
    }
  }

  @Property
  void the_whole_limit_is_there_in_one_go_and_one_by_one(@ForAll @LongRange(min = 1, max = 10_000) long limit) {
    Bucket whole = new Bucket(WINDOW);
    assertThat(whole.take(limit, limit, 0)).isTrue();
    assertThat(whole.take(1, limit, 0)).isFalse();
    Bucket single = new Bucket(WINDOW);
    for (long i = 0; i < limit; i++) {
      assertThat(single.take(1, limit, 0)).isTrue();
    }
    assertThat(single.take(1, limit, 0)).isFalse();
  }

  @Property
  void there_is_enough_at_the_time_that_is_said_and_not_before(@ForAll @LongRange(min = 1, max = 3_000) long limit,
      @ForAll @LongRange(min = 1, max = 3_000) long first, @ForAll @LongRange(min = 1, max = 3_000) long second) {
    Bucket bucket = new Bucket(WINDOW);
    bucket.take(Math.min(first, limit), limit, 0);
    long amount = Math.min(second, limit);
    long millis = bucket.millisUntil(amount, limit, 0);
    if (millis > 0) {
      assertThat(bucket.take(amount, limit, millis - 1)).isFalse();
    }
    assertThat(bucket.take(amount, limit, millis)).isTrue();
  }

  @Property
  void what_is_given_back_is_there_again(@ForAll @LongRange(min = 1, max = 100) long limit,
      @ForAll @LongRange(min = 1, max = 100) long amount) {
    Bucket bucket = new Bucket(WINDOW);
    long taken = Math.min(amount, limit);
    assertThat(bucket.take(taken, limit, 0)).isTrue();
    bucket.giveBack(taken, limit, 0, 0);
    assertThat(bucket.take(limit, limit, 0)).isTrue();
  }

  @Property
  void the_largest_numbers_overflow_nothing(@ForAll @LongRange(min = 1) long limit,
      @ForAll @LongRange(min = 1) long amount,
      @ForAll @LongRange(min = 0) long now) {
    Bucket bucket = new Bucket(3_600_000);
    boolean given = bucket.take(amount, limit, now);
    assertThat(given).isEqualTo(amount <= limit);
    assertThat(bucket.millisUntil(Math.min(amount, limit), limit, now)).isBetween(0L, 3_600_000L);
  }

  @Property
  void a_clock_that_is_set_back_gives_nothing_and_does_not_stop_what_comes_back(
      @ForAll @LongRange(min = 0, max = 1_000_000) long back) {
    Bucket bucket = new Bucket(WINDOW);
    assertThat(bucket.take(10, 10, 2_000_000)).isTrue();
    assertThat(bucket.take(1, 10, 2_000_000 - back)).isFalse();
    long waitedOut = back > 1_000 ? 0 : back;
    assertThat(bucket.take(1, 10, 2_000_100 - back + waitedOut)).isTrue();
  }
}
