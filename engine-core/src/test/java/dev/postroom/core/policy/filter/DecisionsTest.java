package dev.postroom.core.policy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.address.EmailAddress;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.core.policy.suppression.NewSuppression;
import dev.postroom.policy.AddressPattern;
import dev.postroom.policy.ListEntry.Direction;
import dev.postroom.policy.ListEntry.Verdict;
import dev.postroom.policy.Suppression;
import dev.postroom.spi.store.PolicyRow;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionsTest {
  private static final EmailAddress ANN = EmailAddress.parse("ann@there.example");

  private final Undecided undecided = new Undecided();
  private final HeldStore store = new HeldStore();
  private final PolicyHouse house = new PolicyHouse(store);
  private final PlaceFilters filters = new PlaceFilters(store, house.ladder, PolicyRow.Kind.SUPPRESSION,
      (cipher, row) -> 1, 1000, 1 << 20, undecided);
  private final Decisions<String> decisions = new Decisions<>();

  private String ask(Runnable meanwhile, String answer) {
    return decisions.of(filters.at(house.mailbox), ANN, () -> {
      meanwhile.run();
      return answer;
    });
  }

  @Test
  void what_was_read_is_held_until_an_entry_is_added_or_taken_away() {
    assertThat(ask(this::nothing, "first")).isEqualTo("first");
    assertThat(ask(this::nothing, "second")).isEqualTo("first");
    filters.added(house.mailbox, 7);
    assertThat(ask(this::nothing, "third")).isEqualTo("third");
    filters.removed(house.mailbox);
    assertThat(ask(this::nothing, "fourth")).isEqualTo("fourth");
    filters.forget(house.mailbox);
    assertThat(ask(this::nothing, "fifth")).isEqualTo("fifth");
  }

  @Test
  void what_was_read_before_a_change_and_is_put_in_after_it_is_found_by_nobody() {
    assertThat(ask(() -> filters.removed(house.mailbox), "before")).isEqualTo("before");
    assertThat(ask(this::nothing, "after")).isEqualTo("after");
  }

  @Test
  void a_change_at_another_place_is_none_here() {
    filters.at(house.neighbour);
    ask(this::nothing, "first");
    filters.removed(house.neighbour);
    assertThat(ask(this::nothing, "second")).isEqualTo("first");
  }

  @Test
  void while_a_change_is_undecided_nothing_is_held_and_no_place_is_answered_with_what_was_read_of_another() {
    undecided.begin();
    ask(this::nothing, "first");
    assertThat(ask(this::nothing, "second")).isEqualTo("second");
    assertThat(decisions.of(filters.at(house.neighbour), ANN, () -> "the neighbour's")).isEqualTo("the neighbour's");
    undecided.end();
    assertThat(ask(this::nothing, "third")).isEqualTo("third");
  }

  private void nothing() {}

  @Test
  void a_list_asks_the_store_once_for_an_address_that_it_has_an_entry_for() {
    house.policies.lists()
        .add(house.workspace, Direction.SEND, Verdict.ALLOW, AddressPattern.everyone(), Optional.empty());
    assertThat(house.policies.lists().decide(Direction.SEND, house.places(), ANN)).isPresent();
    int before = store.reads.get();
    assertThat(house.policies.lists().decide(Direction.SEND, house.places(), ANN)).isPresent();
    assertThat(store.reads).hasValue(before);
  }

  @Test
  void a_suppression_that_is_held_ends_at_its_time() {
    Duration day = Duration.ofDays(1);
    house.policies.suppressions()
        .add(house.mailbox, NewSuppression.said(ANN, Suppression.Reason.MANUAL,
            Optional.of(house.clock.instant().plus(day))));
    assertThat(house.policies.suppressions().findAt(house.mailbox, ANN)).isPresent();
    int before = store.reads.get();
    assertThat(house.policies.suppressions().findAt(house.mailbox, ANN)).isPresent();
    house.clock.advance(day);
    assertThat(house.policies.suppressions().findAt(house.mailbox, ANN)).isEmpty();
    assertThat(store.reads).hasValue(before);
  }
}
