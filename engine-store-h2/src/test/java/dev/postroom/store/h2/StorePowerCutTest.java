package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.event.EventType;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * However the power of a store fails, nothing that it acknowledged is lost, nothing comes back that was revoked or erased, and nothing
 * is there that nobody made. The same cuts find what is lost without each of the things that this rests on.
 */
class StorePowerCutTest {
  private static final int CUTS = Effort.of(100, 3_000);
  /** A control ends with the first thing that it finds. */
  private static final int CUTS_OF_A_CONTROL = 600;
  private static final long SEED = 20261126;

  @TempDir
  Path folder;

  @ParameterizedTest
  @EnumSource
  void nothing_acknowledged_is_lost_and_nothing_else_is_there(Policy policy) throws Exception {
    CutFindings found = CutFindings.NONE;
    for (DatabaseFiles files : new DatabaseFiles[]{DatabaseFiles.USUAL, DatabaseFiles.TIGHT}) {
      found = found.and(StoreUnderCuts.on(folder, files, policy, SEED).run(CUTS / 2));
    }
    System.out.printf("%s: %s%n", policy, found);

    assertThat(found.faults()).as(found.toString()).isZero();
    assertThat(found.cuts()).isEqualTo(CUTS);
    assertThat(found.acknowledged()).isGreaterThan(CUTS * 50L);
    assertThat(found.told()).contains(EventType.MESSAGE_RECEIVED, EventType.MESSAGE_FLAGGED, EventType.MESSAGE_DELETED,
        EventType.MESSAGE_QUEUED, EventType.DELIVERY_TAKEN, EventType.KEY_ISSUED, EventType.KEY_REVOKED,
        EventType.ERASED);
  }

  @Test
  void without_the_journal_of_the_database_the_same_cuts_find_losses() throws Exception {
    CutFindings found =
        StoreUnderCuts.on(folder, DatabaseFiles.PLAIN, Policy.SECTORS_KEPT, SEED).run(CUTS_OF_A_CONTROL);

    assertThat(found.faults()).as(found.toString()).isPositive();
  }

  @Test
  void with_a_write_delay_of_half_a_second_the_same_cuts_find_losses() throws Exception {
    CutFindings found =
        StoreUnderCuts.on(folder, DatabaseFiles.DELAYED, Policy.NOTHING_KEPT, SEED).run(CUTS_OF_A_CONTROL);

    assertThat(found.faults()).as(found.toString()).isPositive();
  }

  /** The redo log misses them, so the store says that it is damaged instead of going on without them. */
  @Test
  void without_a_force_of_the_database_the_same_cuts_find_losses() throws Exception {
    CutFindings found = withoutForcing(Policy.NOTHING_KEPT, path -> path.toString().contains("mail.mv.db"));

    assertThat(found.faults()).as(found.toString()).isPositive();
  }

  @Test
  void without_a_force_of_the_redo_log_the_same_cuts_find_losses() throws Exception {
    CutFindings found = withoutForcing(Policy.NOTHING_KEPT, path -> path.endsWith(RunningDatabase.REDO));

    assertThat(found.lost()).as(found.toString()).isPositive();
  }

  @Test
  void without_a_force_of_the_segments_the_same_cuts_find_contents_that_cannot_be_read() throws Exception {
    CutFindings found = withoutForcing(Policy.NOTHING_KEPT, path -> path.toString().contains("segment"));

    assertThat(found.unreadable()).as(found.toString()).isPositive();
  }

  @Test
  void without_a_force_of_the_vault_the_same_cuts_find_secrets_that_were_destroyed() throws Exception {
    CutFindings found = withoutForcing(Policy.SECTORS_KEPT, path -> path.endsWith("vault"));

    assertThat(found.risen()).as(found.toString()).isPositive();
  }

  private CutFindings withoutForcing(Policy policy, Predicate<Path> which) throws Exception {
    return StoreUnderCuts.on(folder, DatabaseFiles.USUAL, policy, SEED).withoutForcing(which).run(CUTS_OF_A_CONTROL);
  }
}
