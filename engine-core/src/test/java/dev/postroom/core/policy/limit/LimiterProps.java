package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What all levels give together. */
class LimiterProps {

  /** A house with a rate at each of its levels. */
  private record Limited(PolicyHouse house, Limiter limiter, LimitsInForce limits) {

    static Limited to(List<Integer> amounts) {
      PolicyHouse house = new PolicyHouse();
      LiveLimits limits = house.policies.limits();
      KeyRecord key = house.room.key(house.mailbox);
      limits.set(house.mailbox, key.id(), Limits.none().recipients(amounts.get(0), Window.SECOND));
      limits.set(house.mailbox, Limits.none().recipients(amounts.get(1), Window.HOUR));
      limits.set(house.workspace, Limits.none().recipients(amounts.get(2), Window.SECOND).sends(5_000, Window.SECOND));
      limits.set(house.tenant, Limits.none().recipients(amounts.get(3), Window.HOUR));
      return new Limited(house, house.policies.limiter(), limits.of(Level.of(house.places(), Optional.of(key.id()))));
    }

    Optional<Shortage> send(int recipients) {
      return limiter.reserve(limits, Spend.sent(recipients), limiter.now());
    }

    int givenOneByOne() {
      int given = 0;
      while (send(1).isEmpty()) {
        given++;
      }
      return given;
    }
  }

  @Property(tries = 30)
  void exactly_the_minimum_over_all_levels_is_given(
      @ForAll @Size(4) List<@IntRange(min = 1, max = 40) Integer> amounts) {
    assertThat(Limited.to(amounts).givenOneByOne()).isEqualTo(Collections.min(amounts));
  }

  @Property(tries = 30)
  void who_is_deferred_has_taken_nothing_anywhere(@ForAll @Size(4) List<@IntRange(min = 5, max = 40) Integer> amounts,
      @ForAll @IntRange(min = 2, max = 5) int recipients) {
    Limited limited = Limited.to(amounts);
    int least = Collections.min(amounts);
    int given = 0;
    while (limited.send(recipients).isEmpty()) {
      given += recipients;
    }
    assertThat(given).isEqualTo(least / recipients * recipients);
    assertThat(limited.givenOneByOne()).isEqualTo(least - given);
  }

  @Property(tries = 30)
  void what_is_refunded_may_be_taken_again(@ForAll @Size(4) List<@IntRange(min = 5, max = 40) Integer> amounts,
      @ForAll @IntRange(min = 1, max = 5) int recipients) {
    Limited limited = Limited.to(amounts);
    long now = limited.limiter().now();
    assertThat(limited.send(recipients)).isEmpty();
    limited.limiter().refund(limited.limits(), Spend.sent(recipients), now);
    assertThat(limited.givenOneByOne()).isEqualTo(Collections.min(amounts));
  }

  @Property(tries = 30)
  void what_is_held_for_a_time_and_refunded_then_makes_no_room_for_more_than_the_minimum(
      @ForAll @Size(4) List<@IntRange(min = 5, max = 40) Integer> amounts,
      @ForAll @IntRange(min = 1, max = 5) int recipients, @ForAll @IntRange(max = 5_000) int millis) {
    Limited limited = Limited.to(amounts);
    long then = limited.limiter().now();
    assertThat(limited.send(recipients)).isEmpty();
    limited.house().clock.advance(Duration.ofMillis(millis));
    int before = limited.givenOneByOne();
    limited.limiter().refund(limited.limits(), Spend.sent(recipients), then);
    assertThat(before + limited.givenOneByOne()).isEqualTo(Collections.min(amounts));
  }

  @Property(tries = 30)
  void after_the_time_that_is_said_all_levels_give(@ForAll @Size(4) List<@IntRange(min = 5, max = 40) Integer> amounts,
      @ForAll @IntRange(min = 1, max = 5) int recipients) {
    Limited limited = Limited.to(amounts);
    limited.givenOneByOne();
    Shortage shortage = limited.limiter().shortage(limited.limits(), Spend.sent(recipients)).orElseThrow();
    assertThat(limited.send(recipients)).contains(shortage);
    limited.house().clock.advance(((Shortage.Later) shortage).retryAfter());
    assertThat(limited.send(recipients)).isEmpty();
  }

  @Property(tries = 30)
  void more_than_a_level_ever_gives_is_told_apart(@ForAll @Size(4) List<@IntRange(min = 0, max = 40) Integer> amounts,
      @ForAll @IntRange(min = 41, max = 99) int recipients) {
    Limited limited = Limited.to(amounts);
    assertThat(limited.send(recipients)).hasValueSatisfying(
        shortage -> assertThat(shortage).isInstanceOf(Shortage.Never.class));
    assertThat(limited.givenOneByOne()).isEqualTo(Collections.min(amounts));
  }

  @Property(tries = 15)
  void sends_at_the_same_time_never_pass_a_limit(
      @ForAll @Size(4) List<@IntRange(min = 50, max = 2_000) Integer> amounts) throws Exception {
    Limited limited = Limited.to(amounts);
    int given = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        all.add(threads.submit(limited::givenOneByOne));
      }
      for (Future<Integer> each : all) {
        given += each.get();
      }
    }
    assertThat(given).isLessThanOrEqualTo(Collections.min(amounts));
    assertThat(given + limited.givenOneByOne()).isEqualTo(Collections.min(amounts));
  }
}
