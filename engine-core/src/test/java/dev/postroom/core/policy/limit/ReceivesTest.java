package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Standing;
import dev.postroom.core.policy.Policies;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.core.policy.limit.Receives.Reservation;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivesTest {
  private final PolicyHouse house = new PolicyHouse();
  private final Policies policies = house.policies;

  private Optional<Shortage> receive() {
    return house.changes.make(transaction -> policies.receives().take(transaction, house.places()));
  }

  private Reservation reserve() {
    return policies.receives().reserve(house.places(), List.of());
  }

  private Reservation.Given given() {
    return switch (reserve()) {
      case Reservation.Given given -> given;
      case Reservation.Denied denied -> throw new AssertionError(denied);
    };
  }

  @Test
  void rates_give_before_the_message_is_taken_and_take_back() {
    policies.limits().set(house.workspace, Limits.none().receives(2, Window.SECOND));
    Reservation.Given first = given();
    given();
    assertThat(reserve()).isInstanceOf(Reservation.Denied.class);
    policies.receives().refund(first);
    given();
  }

  @Test
  void what_was_held_until_the_rate_had_come_back_gives_nothing_back() {
    policies.limits().set(house.workspace, Limits.none().receives(1, Window.SECOND));
    Reservation.Given first = given();
    house.clock.advance(Duration.ofSeconds(1));
    given();
    policies.receives().refund(first);
    assertThat(reserve()).isInstanceOf(Reservation.Denied.class);
  }

  @Test
  void a_quota_is_exact_and_survives_a_restart() {
    policies.limits().set(house.tenant, Limits.none().receives(2, Window.DAY));
    assertThat(receive()).isEmpty();
    assertThat(receive()).isEmpty();
    assertThat(receive()).isPresent();
    assertThat(house.changes.<Optional<Shortage>>make(
        transaction -> house.policies().receives().take(transaction, house.places()))).isPresent();
    assertThat(policies.usage().of(house.tenant).today().receives()).isEqualTo(2);
    house.clock.advance(Duration.ofDays(1));
    assertThat(receive()).isEmpty();
  }

  @Test
  void without_a_quota_receives_are_counted_all_the_same() {
    receive();
    receive();
    assertThat(policies.usage().of(house.mailbox).today().receives()).isEqualTo(2);
    assertThat(house.policies().usage().of(house.mailbox).today().receives()).as("not written yet").isZero();

    house.clock.advance(Duration.ofSeconds(10));
    receive();
    assertThat(house.policies().usage().of(house.mailbox).today().receives()).isEqualTo(3);
    assertThat(policies.usage().of(house.workspace).today().receives()).isEqualTo(3);
  }

  @Test
  void what_is_not_written_is_written_at_the_end_each_to_its_own_day() {
    receive();
    policies.close();
    policies.close();
    house.clock.advance(Duration.ofDays(1));
    assertThat(house.policies().usage().of(house.tenant).today().receives()).isZero();
    assertThat(house.policies().usage().of(house.tenant).thisMonth().receives()).isEqualTo(1);
  }

  @Test
  void a_place_that_was_erased_meanwhile_does_not_keep_the_others_from_being_written() {
    receive();
    house.room.stands(house.mailbox, Standing.ERASED);
    policies.close();
    assertThat(house.policies().usage().of(house.workspace).today().receives()).isEqualTo(1);
  }

  @Test
  void a_change_that_fails_counts_nothing() {
    try {
      house.changes.make(transaction -> {
        policies.receives().take(transaction, house.places());
        throw new IllegalStateException("the rest of the change fails");
      });
    } catch (IllegalStateException expected) {
      assertThat(policies.usage().of(house.mailbox).today().receives()).isZero();
    }
  }
}
