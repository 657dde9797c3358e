package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.store.h2.redo.Change;
import dev.postroom.store.h2.redo.LoggedGroup;
import dev.postroom.store.h2.redo.RedoLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How rows come from the redo log into the database. */
@ExtendWith(SilentLog.class)
class DurableRowsTest {
  @TempDir
  Path folder;

  @Test
  void after_an_orderly_end_the_database_holds_everything_by_itself() {
    try (H2MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.newTenant("kept"));
    }

    assertThat(folder.resolve(RunningDatabase.REDO)).doesNotExist();
    assertThat(names()).containsExactly("kept");
  }

  @Test
  void the_database_is_forced_when_the_log_has_become_long() throws IOException {
    try (H2MailStore store = H2MailStore.open(Ground.at(folder), StoreOptions.USUAL.withRedoLog(5_000))) {
      long longest = 0;
      for (int number = 0; number < 100; number++) {
        store.write(Furnished.newTenant("tenant " + number));
        longest = Math.max(longest, Files.size(folder.resolve(RunningDatabase.REDO)));
      }

      assertThat(longest).isBetween(5_000L, 10_000L);
    }
    assertThat(names()).hasSize(100);
  }

  @Test
  void a_log_of_other_rows_is_not_made_to_fit() throws IOException {
    H2MailStore.open(folder).close();
    try (RedoLogHolder log = new RedoLogHolder(folder)) {
      log.redo().append(new LoggedGroup(1, List.of(new Change("delete from tenant", List.of(), 1))));
    }

    assertCorrupt();
  }

  @Test
  void a_log_that_begins_too_late_is_not_gone_on_with() throws IOException {
    H2MailStore.open(folder).close();
    try (RedoLogHolder log = new RedoLogHolder(folder)) {
      log.redo().append(new LoggedGroup(9, List.of(new Change("delete from tenant", List.of(), 1))));
    }

    assertCorrupt();
  }

  private record RedoLogHolder(RedoLog redo) implements AutoCloseable {
    RedoLogHolder(Path folder) {
      this(new RedoLog(Ground.at(folder).disk(), folder.resolve(RunningDatabase.REDO)));
    }

    @Override
    public void close() {
      redo.close();
    }
  }

  private void assertCorrupt() {
    assertThatThrownBy(() -> H2MailStore.open(folder)).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_CORRUPT));
  }

  private List<String> names() {
    try (H2MailStore store = H2MailStore.open(folder)) {
      return store.read(t -> t.listTenants(Optional.empty(), 1_000)).stream().map(TenantRow::name).toList();
    }
  }
}
