package dev.postroom.core.policy.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.access.KeyRecord;
import dev.postroom.access.Standing;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.error.InvalidInputException;
import dev.postroom.error.NotFoundException;
import dev.postroom.event.EventType;
import dev.postroom.policy.Limit.Window;
import dev.postroom.policy.Limits;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveLimitsTest {
  private final PolicyHouse house = new PolicyHouse();
  private final LiveLimits limits = house.policies.limits();

  private Optional<Shortage> send() {
    Limiter limiter = house.policies.limiter();
    return limiter.reserve(limits.of(Level.of(house.places())), Spend.sent(1), limiter.now());
  }

  @Test
  void a_change_holds_at_once_and_what_was_taken_stays_taken() {
    assertThat(send()).isEmpty();
    limits.set(house.workspace, Limits.none().sends(3, Window.HOUR));
    assertThat(send()).isEmpty();
    assertThat(send()).isEmpty();
    limits.set(house.workspace, Limits.none().sends(2, Window.HOUR));
    assertThat(send()).isPresent();
    limits.set(house.workspace, Limits.none().sends(3, Window.HOUR));
    assertThat(send()).isEmpty();
    assertThat(send()).isPresent();
    limits.set(house.workspace, Limits.none());
    assertThat(send()).isEmpty();
  }

  @Test
  void a_change_is_told_and_saying_the_same_again_is_not() {
    Limits wanted = Limits.none().sends(3, Window.DAY);
    limits.set(house.mailbox, wanted);
    limits.set(house.mailbox, wanted);
    assertThat(limits.at(house.mailbox)).isEqualTo(wanted);
    assertThat(limits.at(house.workspace)).isEqualTo(Limits.none());
    assertThat(house.events(EventType.LIMITS_CHANGED)).singleElement()
        .satisfies(event -> assertThat(event.scope()).isEqualTo(house.mailbox));
  }

  @Test
  void a_keys_limits_are_set_from_its_own_place_or_above() {
    KeyRecord key = house.room.key(house.mailbox);
    Limits wanted = Limits.none().sends(3, Window.DAY);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> limits.set(house.neighbour, key.id(), wanted));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> limits.set(house.stranger.inWorkspace(), key.id(), wanted));
    limits.set(house.workspace, key.id(), wanted);
    assertThat(limits.at(house.mailbox, key.id())).isEqualTo(wanted);
    assertThat(limits.at(house.tenant, key.id())).isEqualTo(wanted);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> limits.at(house.neighbour, key.id()));
    assertThat(house.events(EventType.LIMITS_CHANGED)).singleElement().satisfies(event -> {
      assertThat(event.scope()).isEqualTo(house.mailbox);
      assertThat(event.detail()).contains(key.id().toString());
    });
  }

  @Test
  void what_does_not_limit_a_key_is_refused_for_one() {
    KeyRecord key = house.room.key(house.mailbox);
    List<Limits> idle = List.of(Limits.none().receives(1, Window.HOUR), Limits.none().storedOctets(1),
        Limits.none().sends(1, Window.DAY).mailboxes(1), Limits.none().domains(1));
    assertThat(idle).allSatisfy(
        wanted -> assertThatExceptionOfType(InvalidInputException.class)
            .isThrownBy(() -> limits.set(house.mailbox, key.id(), wanted))
            .withMessageEndingWith("(expected: SENDS, RECIPIENTS)"));
    assertThat(house.events(EventType.LIMITS_CHANGED)).isEmpty();
  }

  @Test
  void what_no_mailbox_has_is_refused_for_one() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> limits.set(house.mailbox, Limits.none().mailboxes(1)))
        .withMessage("kind: MAILBOXES (expected: SENDS, RECIPIENTS, RECEIVES, STORED_OCTETS)");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> limits.set(house.mailbox, Limits.none().domains(1)));
    limits.set(house.workspace, Limits.none().mailboxes(1).domains(1));
  }

  @Test
  void erased_places_are_not_found() {
    house.room.stands(house.mailbox, Standing.ERASED);
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> limits.at(house.mailbox));
    assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> limits.set(house.mailbox, Limits.none()));
  }
}
