package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.KeyRecord;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import dev.postroom.policy.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private final PolicyHouse house = new PolicyHouse();
  private final KeyRecord key = house.room.key(house.workspace);
  private Policies policies = house.policies;

  private Optional<Shortage> send(int recipients) {
    return house.changes.make(transaction -> policies.quotas()
        .take(transaction, policies.limits().in(transaction, Level.of(house.places(), Optional.of(key.id()))),
            Spend.sent(recipients)));
  }

  private void assertWait(Optional<Shortage> shortage, Duration expected) {
    assertThat(shortage).hasValueSatisfying(later -> assertThat(later)
        .isInstanceOfSatisfying(Shortage.Later.class, it -> assertThat(it.retryAfter()).isEqualTo(expected)));
  }

  @Test
  void a_day_ends_at_midnight_in_utc_and_a_month_with_its_last_day() {
    house.clock.set(Instant.parse("2026-11-29T23:59:59.999Z"));
    policies.limits().set(house.tenant, Limits.none().recipients(5, Window.DAY).recipients(12, Window.MONTH));
    assertThat(send(5)).isEmpty();
    assertWait(send(1), Duration.ofMillis(1));
    house.clock.tick();
    assertThat(send(5)).isEmpty();
    assertThat(send(2)).as("the day's is used up, and the month's does not last for two more days").isPresent();
    house.clock.set(Instant.parse("2026-11-30T06:00:00Z"));
    assertWait(send(3), Duration.ofHours(18));
    house.clock.set(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(send(5)).isEmpty();
  }

  @Test
  void a_month_is_not_begun_anew_by_a_day() {
    house.clock.set(Instant.parse("2028-02-28T12:00:00Z"));
    policies.limits().set(house.workspace, Limits.none().sends(2, Window.MONTH));
    assertThat(send(1)).isEmpty();
    house.clock.advance(Duration.ofDays(1));
    assertThat(send(1)).isEmpty();
    assertWait(send(1), Duration.ofHours(12));
    house.clock.advance(Duration.ofHours(12));
    assertThat(send(1)).isEmpty();
  }

  @Test
  void what_is_asked_for_at_once_and_never_there_is_told_apart() {
    policies.limits().set(house.workspace, key.id(), Limits.none().recipients(5, Window.DAY));
    assertThat(send(6)).hasValueSatisfying(shortage -> {
      assertThat(shortage).isInstanceOf(Shortage.Never.class);
      assertThat(shortage.rule().key()).contains(key.id());
    });
    assertThat(send(5)).isEmpty();
  }

  @Test
  void every_level_counts_every_message_and_a_message_that_passes_not_all_counts_nowhere() {
    policies.limits().set(house.workspace, Limits.none().recipients(5, Window.DAY));
    send(3);
    send(3);
    send(2);
    for (var place : List.of(house.mailbox, house.workspace, house.tenant)) {
      assertThat(policies.usage().of(place).today()).isEqualTo(new Usage.Counts(2, 5, 0, 0, 0, 0));
      assertThat(policies.usage().of(place).thisMonth()).isEqualTo(new Usage.Counts(2, 5, 0, 0, 0, 0));
    }
    assertThat(policies.usage().of(house.neighbour).today()).isEqualTo(new Usage.Counts(0, 0, 0, 0, 0, 0));
    policies.limits().set(house.workspace, key.id(), Limits.none().sends(2, Window.DAY));
    policies.limits().set(house.workspace, Limits.none());
    assertThat(send(1)).as("the key was counted before it had a limit").isPresent();
  }

  @Test
  void a_restart_forgets_nothing() {
    policies.limits().set(house.mailbox, Limits.none().sends(1, Window.DAY));
    assertThat(send(1)).isEmpty();
    policies = house.policies();
    assertThat(send(1)).isPresent();
  }

  @Test
  void who_asks_only_takes_nothing() {
    policies.limits().set(house.mailbox, Limits.none().sends(1, Window.DAY));
    LimitsInForce inForce = policies.limits().of(Level.of(house.places()));
    for (int i = 0; i < 3; i++) {
      Optional<Shortage> shortage =
          house.store.read(transaction -> policies.quotas().shortage(transaction, inForce, Spend.sent(1)));
      assertThat(shortage).isEmpty();
    }
  }

  @Test
  void sends_at_the_same_time_never_pass_a_quota() throws Exception {
    policies.limits().set(house.tenant, Limits.none().recipients(100, Window.DAY));
    int given = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        all.add(threads.submit(this::sentWhilePossible));
      }
      for (Future<Integer> each : all) {
        given += each.get();
      }
    }
    assertThat(given).isEqualTo(99);
  }

  private int sentWhilePossible() {
    int given = 0;
    while (send(3).isEmpty()) {
      given += 3;
    }
    return given;
  }
}
