package dev.postroom.core.outbound.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.postroom.access.Scope;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.util.ArrayDeque;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** So many at once for each destination, half a lane of room at a time, a share for each workspace, and nothing lost. */
class LanesTest {
  private static final int AT_ONCE = 20;
  private static final int PLACES = 100;

  private final ArrayDeque<Runnable> started = new ArrayDeque<>();
  private final Lanes lanes = new Lanes(started::add, AT_ONCE, PLACES);
  private int done;

  private static Scope.OfWorkspace workspace(int number) {
    return new Scope.OfWorkspace(new TenantId(new UUID(1, 1)), new WorkspaceId(new UUID(2, number)));
  }

  /** Fills as much as there is room. */
  private int fill(int workspace, String destination) {
    int held = 0;
    while (lanes.hold(workspace(workspace), destination) == Lanes.Room.HELD) {
      lanes.enter(workspace(workspace), destination, () -> done++);
      held++;
    }
    return held;
  }

  private void finish(int count) {
    for (int i = 0; i < count; i++) {
      started.remove().run();
    }
  }

  @Test
  void no_more_than_so_many_run_at_once_and_all_run_in_the_end() {
    assertThat(fill(1, "slow")).isEqualTo(Lanes.LANE);
    assertThat(started).hasSize(AT_ONCE);
    while (!started.isEmpty()) {
      finish(1);
      assertThat(started).hasSizeLessThanOrEqualTo(AT_ONCE);
    }

    assertThat(done).isEqualTo(Lanes.LANE);
    assertThat(lanes.room()).isEqualTo(Lanes.ALL);
  }

  @Test
  void a_full_lane_takes_nothing_until_half_of_it_is_done_and_says_so() {
    fill(1, "slow");
    long given = lanes.given();
    finish(Lanes.LANE / 2 - 1);
    assertThat(lanes.hasRoom("slow")).isFalse();
    assertThat(lanes.hold(workspace(1), "slow")).isEqualTo(Lanes.Room.LANE_FULL);
    assertThat(lanes.given()).isEqualTo(given);

    finish(1);
    assertThat(lanes.given()).isGreaterThan(given);
    assertThat(fill(1, "slow")).isEqualTo(Lanes.LANE / 2);
  }

  @Test
  void one_lane_that_is_full_is_no_concern_of_another() {
    fill(1, "slow");
    assertThat(fill(1, "fast")).isEqualTo(Lanes.LANE);
  }

  @Test
  void the_first_has_a_quarter_of_the_room_and_each_next_one_a_quarter_of_what_is_left() {
    int first = 0;
    for (int i = 0; i < 20; i++) {
      first += fill(1, "one " + i);
    }
    int second = 0;
    for (int i = 0; i < 20; i++) {
      second += fill(2, "two " + i);
    }

    assertThat(first).isEqualTo(Lanes.ALL / 4);
    assertThat(second).isEqualTo((Lanes.ALL - first) / 4);
    assertThat(fill(3, "three")).isPositive();
    assertThat(lanes.hold(workspace(1), "four")).isEqualTo(Lanes.Room.SHARE_USED);
  }

  @Test
  void the_first_has_a_quarter_of_the_places_and_keeps_no_more_though_nobody_else_is_there() {
    fill(1, "one");
    fill(1, "other");
    assertThat(started).hasSize(PLACES / 4);

    finish(10);
    assertThat(started).hasSize(PLACES / 4);
    fill(2, "two");
    assertThat(started).as("a quarter of what is left").hasSize(PLACES / 4 + (PLACES - PLACES / 4) / 4);
  }

  @Test
  void no_more_run_than_there_are_places_and_all_run_in_the_end() {
    int held = 0;
    for (int i = 0; i < 60; i++) {
      held += fill(i, "lane " + i % 30);
      assertThat(started).hasSizeLessThanOrEqualTo(PLACES);
    }
    assertThat(started).hasSize(PLACES);
    while (!started.isEmpty()) {
      finish(1);
      assertThat(started).hasSizeLessThanOrEqualTo(PLACES);
    }

    assertThat(done).isEqualTo(held).isGreaterThan(PLACES);
    assertThat(lanes.room()).isEqualTo(Lanes.ALL);
  }

  @Test
  void what_goes_to_a_mailbox_of_this_engine_takes_no_place() {
    fill(1, "one");
    fill(1, "other");
    int running = started.size();

    fill(1, Destination.Here.KEY);
    assertThat(started).hasSize(running + AT_ONCE);
    finish(started.size());
    assertThat(started).isNotEmpty();
    assertThat(lanes.hold(workspace(1), "three")).isEqualTo(Lanes.Room.HELD);
  }

  @Test
  void room_that_was_held_for_nothing_is_given_back() {
    for (int i = 0; i < 10 * Lanes.ALL; i++) {
      assertThat(lanes.hold(workspace(1), "a")).isEqualTo(Lanes.Room.HELD);
      lanes.giveBack(workspace(1), "a");
    }
    assertThat(lanes.room()).isEqualTo(Lanes.ALL);
  }

  @Test
  void closed_lanes_begin_nothing_more() {
    fill(1, "slow");
    lanes.close();
    finish(AT_ONCE);

    assertThat(started).isEmpty();
    assertThat(done).isEqualTo(AT_ONCE);
  }

  @Test
  void a_hand_over_that_throws_gives_its_room_back() {
    lanes.hold(workspace(1), "a");
    lanes.enter(workspace(1), "a", () -> {
      throw new IllegalStateException("told to fail");
    });
    assertThatIllegalStateException().isThrownBy(() -> finish(1));
    assertThat(lanes.room()).isEqualTo(Lanes.ALL);
  }
}
