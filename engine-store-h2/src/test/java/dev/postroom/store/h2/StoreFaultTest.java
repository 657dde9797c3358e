package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.store.h2.FailingGate.Manner;
import dev.postroom.store.h2.StoreUnderFaults.Outcome;
import dev.postroom.store.h2.file.GatedDisk.Change;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whichever change of the disk fails, what was acknowledged before and after is there, and the folder opens again. */
@ExtendWith(SilentLog.class)
class StoreFaultTest {
  private static final int FAILURES = Effort.of(4, Integer.MAX_VALUE);
  private static final int FORCES_AT_THE_END = 10;

  @TempDir
  Path folder;
  private StoreUnderFaults harness;

  @BeforeEach
  void make() {
    harness = new StoreUnderFaults(folder);
  }

  @ParameterizedTest
  @CsvSource({"WRITE, ONCE", "WRITE, FROM_THEN_ON", "FORCE, ONCE", "FORCE, FROM_THEN_ON", "TRUNCATE, ONCE",
      "TRUNCATE, FROM_THEN_ON", "NAME, ONCE", "NAME, FROM_THEN_ON", "OPEN, ONCE",
      "OPEN, FROM_THEN_ON"})
  void nothing_acknowledged_is_lost_when_a_change_of_the_disk_fails(Change kind, Manner manner) throws Exception {
    int all = changes(kind);
    int happened = 0;
    for (int number = 1; number <= all; number += Math.max(1, all / FAILURES)) {
      Outcome outcome = harness.run(new FailingGate(kind, number, manner));
      happened += outcome.happened() ? 1 : 0;

      assertThat(outcome.opened().faults()).as("%s %d of %d: %s", kind, number, all, outcome).isZero();
      assertThat(outcome.afterCut().faults()).as("%s %d of %d: %s", kind, number, all, outcome).isZero();
    }
    System.out.printf("%s failed %s: at %d of %d changes%n", kind, manner, happened, all);

    assertThat(happened).isPositive();
  }

  /** The last ones are those of the close, at some of which the database gives itself up while its file is shortened. */
  @Test
  void a_store_that_is_closed_on_a_disk_that_still_fails_lets_go_of_its_folder() throws Exception {
    int all = changes(Change.FORCE);
    for (int number = all - FORCES_AT_THE_END; number <= all; number++) {
      Outcome outcome = harness.run(new FailingGate(Change.FORCE, number, Manner.FROM_THEN_ON));

      assertThat(outcome.happened()).isTrue();
      assertThat(outcome.opened().faults()).as("%d of %d: %s", number, all, outcome).isZero();
    }
  }

  @Test
  void a_force_that_is_left_out_without_a_word_is_found() throws Exception {
    int all = changes(Change.FORCE);
    Outcome outcome = harness.run(new FailingGate(Change.FORCE, all / 3, Manner.SILENTLY));

    assertThat(outcome.happened()).isTrue();
    assertThat(outcome.afterCut().faults()).as(outcome.toString()).isPositive();
  }

  /** How many there are when none fails. */
  private int changes(Change kind) throws Exception {
    FailingGate gate = new FailingGate(kind, Integer.MAX_VALUE, Manner.ONCE);
    Outcome outcome = harness.run(gate);
    assertThat(outcome.happened()).isFalse();
    return Integer.MAX_VALUE - gate.left();
  }
}
