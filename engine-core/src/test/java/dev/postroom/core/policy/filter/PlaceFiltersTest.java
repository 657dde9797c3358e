package dev.postroom.core.policy.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.postroom.core.cache.Undecided;
import dev.postroom.core.policy.PolicyHouse;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.PolicyRow;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PlaceFiltersTest {
  private final Undecided undecided = new Undecided();
  private final HeldStore store = new HeldStore();
  private final PolicyHouse house = new PolicyHouse(store);
  private final PlaceFilters filters = filters(1000, 1 << 20);

  private PlaceFilters filters(int mostEntries, long octets) {
    return new PlaceFilters(store, house.ladder, PolicyRow.Kind.SUPPRESSION, (cipher, row) -> hash(row), mostEntries,
        octets, undecided);
  }

  private static long hash(PolicyRow row) {
    return row.id().value().getMostSignificantBits() * 0x9E3779B97F4A7C15L;
  }

  private long insert() {
    return hash(house.room.entry(house.mailbox, PolicyRow.Kind.SUPPRESSION, "somebody"));
  }

  private boolean mayHold(long hash) {
    return filters.at(house.mailbox).mayHold(hash);
  }

  @Test
  void what_is_there_may_be_there_and_what_is_not_is_not() {
    long there = insert();
    assertThat(mayHold(there)).isTrue();
    assertThat(mayHold(there + 1)).isFalse();
    assertThat(filters.at(house.neighbour).isEmpty()).isTrue();
  }

  @Test
  void a_filter_is_filled_once_and_then_asks_nothing_of_the_store() {
    insert();
    mayHold(1);
    int before = store.reads.get();
    mayHold(2);
    assertThat(store.reads).hasValue(before);
  }

  @Test
  void what_is_added_is_there_at_once() {
    mayHold(1);
    long added = insert();
    assertThat(mayHold(added)).as("before it is said: else this test could not fail").isFalse();
    filters.added(house.mailbox, added);
    assertThat(mayHold(added)).isTrue();
  }

  @Test
  void while_a_change_is_undecided_everything_may_be_there_and_nothing_is_filled() {
    mayHold(1);
    undecided.begin();
    int before = store.reads.get();
    assertThat(mayHold(1)).isTrue();
    assertThat(filters.at(house.neighbour).isEmpty()).isFalse();
    assertThat(store.reads).hasValue(before);
    undecided.end();
    assertThat(mayHold(1)).isFalse();
  }

  @Test
  void what_is_added_while_the_filter_is_being_filled_is_not_missed() throws Exception {
    long added = addedDuringFilling(true);
    assertThat(mayHold(added)).isTrue();
  }

  @Test
  void without_saying_it_what_is_added_during_the_filling_is_missed() throws Exception {
    long added = addedDuringFilling(false);
    assertThat(mayHold(added)).as("this is what the other test guards against").isFalse();
  }

  /** Adds an entry after the rows were read and before they are in the filter. */
  private long addedDuringFilling(boolean isSaid) throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      store.afterRead = () -> {
        read.countDown();
        await(goOn);
      };
      Future<PlaceFilter> filling = threads.submit(() -> filters.at(house.mailbox));
      await(read);
      store.afterRead = () -> {
      };
      long added = insert();
      assertThat(mayHold(added)).as("everything may be there meanwhile").isTrue();
      if (isSaid) {
        filters.added(house.mailbox, added);
      }
      goOn.countDown();
      filling.get();
      return added;
    }
  }

  @Test
  void a_filter_that_takes_no_more_is_filled_anew() {
    mayHold(1);
    Set<Long> all = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      long added = insert();
      filters.added(house.mailbox, added);
      all.add(added);
      assertThat(all).allMatch(this::mayHold);
    }
    assertThat(mayHold(1)).isFalse();
  }

  @Test
  void more_entries_than_are_worth_holding_may_all_be_there() {
    PlaceFilters small = filters(3, 1 << 20);
    for (int i = 0; i < 4; i++) {
      assertThat(small.at(house.mailbox).mayHold(1)).isFalse();
      insert();
      small.forget(house.mailbox);
    }
    assertThat(small.at(house.mailbox).mayHold(1)).isTrue();
    int before = store.reads.get();
    small.added(house.mailbox, insert());
    assertThat(small.at(house.mailbox).mayHold(1)).isTrue();
    assertThat(store.reads).as("it is not counted anew each time").hasValue(before);
  }

  @Test
  void filters_weigh_what_they_hold() {
    for (int i = 0; i < 600; i++) {
      insert();
    }
    PlaceFilters tight = filters(1000, 2 * 600 * Long.BYTES);
    assertThat(tight.at(house.mailbox).mayHold(1)).isFalse();
    tight.cleanUp();
    int before = store.reads.get();
    tight.at(house.mailbox);
    assertThat(store.reads).as("too heavy to be kept").hasValueGreaterThan(before);
    before = store.reads.get();
    tight.at(house.neighbour);
    tight.cleanUp();
    tight.at(house.neighbour);
    assertThat(store.reads).as("a light one is kept").hasValue(before + 1);
  }

  @Test
  void a_filling_that_fails_leaves_nothing_behind() {
    long there = insert();
    store.afterRead = () -> {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "down");
    };
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> mayHold(there));
    store.afterRead = () -> {
    };
    assertThat(mayHold(there)).isTrue();
    assertThat(mayHold(there + 1)).isFalse();
  }

  @Test
  void what_is_forgotten_is_forgotten_with_all_below_it() {
    mayHold(1);
    filters.at(house.workspace);
    int before = store.reads.get();
    filters.forget(house.workspace);
    filters.at(house.workspace);
    mayHold(1);
    assertThat(store.reads).hasValue(before + 2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
