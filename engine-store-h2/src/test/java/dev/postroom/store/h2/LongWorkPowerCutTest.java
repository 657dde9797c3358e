package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.store.h2.LongWorkUnderCuts.Outcome;
import dev.postroom.store.h2.LongWorkUnderCuts.Work;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Wherever the power fails while a store is backed up or compacted, the store has what it acknowledged, and a backup that was reported
 * has what was acknowledged before it was begun. One that was not reported has it too, or is none.
 */
class LongWorkPowerCutTest {
  private static final int CUTS = Effort.of(6, 1_000);
  private static final int CUTS_OF_A_CONTROL = 60;
  private static final long SEED = 20261126;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void what_was_reported_to_be_a_backup_is_whole_and_the_store_has_lost_nothing(Policy policy) throws Exception {
    Outcome found = LongWorkUnderCuts.on(folder, Work.BACKUP, policy, SEED).run(CUTS);
    System.out.printf("backups, %s: %s%n", policy, found);

    assertThat(found.faults()).as(found.toString()).isZero();
    assertThat(found.stores().cuts()).isEqualTo(CUTS);
    assertThat(found.reported()).isPositive();
    assertThat(found.refused()).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void a_compaction_that_is_cut_short_has_lost_nothing(Policy policy) throws Exception {
    Outcome found = LongWorkUnderCuts.on(folder, Work.COMPACTION, policy, SEED).run(CUTS);
    System.out.printf("compactions, %s: %s%n", policy, found);

    assertThat(found.faults()).as(found.toString()).isZero();
    assertThat(found.stores().cuts()).isEqualTo(CUTS);
  }

  @Test
  void a_backup_that_was_reported_and_not_forced_is_found() throws Exception {
    Outcome found = LongWorkUnderCuts.on(folder, Work.BACKUP, Policy.A_PREFIX_KEPT, SEED)
        .withoutForcing(path -> path.toString().contains("backup-") && !path.toString().contains("format"))
        .run(CUTS_OF_A_CONTROL);

    assertThat(found.backups().faults()).as(found.toString()).isPositive();
    assertThat(found.stores().faults()).as(found.toString()).isZero();
  }

  @Test
  void a_compaction_whose_copies_are_not_forced_is_found() throws Exception {
    Outcome found = LongWorkUnderCuts.on(folder, Work.COMPACTION, Policy.NOTHING_KEPT, SEED)
        .withoutForcing(path -> path.toString().contains("segment"))
        .run(CUTS_OF_A_CONTROL);

    assertThat(found.stores().unreadable()).as(found.toString()).isPositive();
  }
}
