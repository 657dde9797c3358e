package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.store.h2.file.DatabaseUnderCuts.Outcome;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** H2 over our files loses nothing that a checkpoint acknowledged, and the same cuts find what it loses without them. */
class DatabasePowerCutTest {
  private static final int CUTS = 36;

  @Test
  void over_our_files_no_acknowledged_row_is_lost() throws SQLException {
    Outcome outcome = new DatabaseUnderCuts(StoreFilePath::atomic, 1).run(CUTS);

    assertThat(outcome.cuts()).isEqualTo(CUTS);
    assertThat(outcome.acknowledged()).isGreaterThan(CUTS * 20);
    assertThat(outcome.lost()).isZero();
    assertThat(outcome.unopened()).isZero();
  }

  @Test
  void over_a_plain_file_the_same_cuts_find_losses() throws SQLException {
    Outcome outcome = new DatabaseUnderCuts((disk, path) -> disk.open(path), 1).run(CUTS);

    assertThat(outcome.lost() + outcome.unopened()).isPositive();
  }

  @Test
  void with_a_write_delay_of_half_a_second_the_same_cuts_find_losses() throws SQLException {
    Outcome outcome = new DatabaseUnderCuts(StoreFilePath::atomic, 1).withWriteDelay().run(CUTS);

    assertThat(outcome.lost()).as(outcome.toString()).isPositive();
  }

  @Test
  void over_an_atomic_file_the_newest_chunk_is_not_always_found() throws SQLException {
    Outcome outcome = new DatabaseUnderCuts(
        (disk, path) -> JournaledFile.open(disk, path, JournaledFile.Limits.USUAL), 1).run(CUTS / 2);

    assertThat(outcome.unopened()).isZero();
    assertThat(outcome.lost()).as("if H2 finds it by itself now, DatabaseFile can go").isPositive();
  }
}
