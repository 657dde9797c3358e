package dev.postroom.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.postroom.FaultyStore;
import dev.postroom.core.id.IdSource;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.testkit.SettableClock;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said in a change to be done after it. */
class AfterwardsTest {
  private final SettableClock clock = SettableClock.standing();
  private final FaultyStore store = new FaultyStore();
  private final Changes changes =
      new Changes(store, new IdSource(clock, new SecureRandom()), clock, new EventSignal());
  private final List<String> done = new ArrayList<>();

  @Test
  void it_is_done_when_the_change_is_committed_and_before_it_is_answered() {
    changes.make(transaction -> {
      changes.afterwards(() -> done.add("step"));
      done.add("work");
      return "result";
    }, result -> done.add("changed"), () -> done.add("unknown"));
    done.add("answered");
    assertThat(done).containsExactly("work", "step", "changed", "answered");
  }

  @Test
  void it_is_not_done_when_nothing_was_changed() {
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> changes.make(transaction -> {
      changes.afterwards(() -> done.add("step"));
      throw new IllegalStateException("the change fails");
    }));
    assertThat(done).isEmpty();
  }

  @Test
  void it_is_done_once_it_is_decided_when_the_store_cannot_say() {
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> changes.make(transaction -> {
      changes.afterwards(() -> done.add("step"));
      return "result";
    }, result -> {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "no answer");
    }, () -> done.add("unknown")));
    await().until(() -> !changes.undecided().isAny());
    assertThat(done).startsWith("step").endsWith("step", "unknown");
  }

  @Test
  void nothing_is_open_when_the_work_throws() {
    assertThatExceptionOfType(StoreException.class).isThrownBy(() -> changes.make(transaction -> {
      changes.afterwards(() -> done.add("step"));
      throw new StoreException(FailureReason.STORE_CORRUPT, "a row");
    }));
    assertThat(changes.undecided().isAny()).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void nothing_is_open_when_the_store_did_not_begin_it() {
    store.fail(FaultyStore.Fault.WRITE);
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(
            () -> changes.make(transaction -> "never", result -> done.add("changed"), () -> done.add("unknown")));
    assertThat(changes.undecided().isAny()).isFalse();
    assertThat(done).isEmpty();
  }

  @Test
  void what_throws_is_done_again() throws InterruptedException {
    store.failLate();
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> changes.make(transaction -> "made", result -> done.add("changed"), () -> {
          done.add("unknown");
          if (done.size() < 3) {
            throw new IllegalStateException("not yet");
          }
        }));
    assertThat(changes.undecided().isAny()).isTrue();
    store.commitLate();
    await().until(() -> !changes.undecided().isAny());
    assertThat(done).containsExactly("unknown", "unknown", "unknown");
  }

  @Test
  void it_cannot_be_said_outside_of_a_change() {
    changes.make(transaction -> "nothing");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> changes.afterwards(() -> done.add("step")));
  }
}
