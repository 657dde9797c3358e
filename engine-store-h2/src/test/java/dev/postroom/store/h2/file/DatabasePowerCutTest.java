package dev.postroom.store.h2.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** H2 over the atomic file loses nothing that a checkpoint acknowledged, and the same cuts find what it loses without. */
class DatabasePowerCutTest {

  @Test
  void over_the_atomic_file_no_acknowledged_row_is_lost() throws SQLException {
    DatabaseUnderCuts.Outcome outcome = new DatabaseUnderCuts(
        (disk, path) -> JournaledFile.open(disk, path, JournaledFile.Limits.USUAL), 1).run(36);

    System.out.println(outcome);
    assertThat(outcome.cuts()).isEqualTo(36);
    assertThat(outcome.lost()).isZero();
    assertThat(outcome.unopened()).isZero();
  }

  @Test
  void over_a_plain_file_the_same_cuts_find_losses() throws SQLException {
    DatabaseUnderCuts.Outcome outcome = new DatabaseUnderCuts((disk, path) -> disk.open(path), 1).run(36);

    System.out.println(outcome);
    assertThat(outcome.lost() + outcome.unopened()).isPositive();
  }
}
