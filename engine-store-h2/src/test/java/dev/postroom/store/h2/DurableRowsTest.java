package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.TenantRow;
import dev.postroom.store.h2.file.DatabaseFiles;
import dev.postroom.store.h2.file.PowerCutDisk;
import dev.postroom.store.h2.file.PowerCutDisk.Policy;
import dev.postroom.store.h2.redo.Change;
import dev.postroom.store.h2.redo.LoggedGroup;
import dev.postroom.store.h2.redo.RedoLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How rows come from the redo log into the database. */
@ExtendWith(SilentLog.class)
class DurableRowsTest {
  private static final int ROUNDS = 40;

  @TempDir
  Path folder;
  @TempDir
  Path other;

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
  void works_that_change_no_row_leave_nothing_that_a_crash_could_stumble_over() {
    PowerCutDisk disk = new PowerCutDisk();
    try (H2MailStore store = openOn(disk, "rows-live", folder)) {
      store.write(Furnished.newTenant("before"));
      assertThat(store.<Boolean>write(t -> t.sealed().delete(SealedRow.Kind.DKIM_KEY, UUID.randomUUID(), 1))).isFalse();
      store.write(Furnished.newTenant("after"));
      PowerCutDisk found = disk.cut(Policy.NOTHING_KEPT, new Random(1)).moved(folder, other);

      assertThat(names(openOn(found, "rows-found", other))).containsExactlyInAnyOrder("before", "after");
    }
  }

  /** Without its end being waited for, about one in twelve of these is not in the file. */
  @Test
  void a_force_covers_what_the_database_is_writing_just_then() throws SQLException {
    PowerCutDisk disk = new PowerCutDisk();
    Database database = Database.at(new Ground(disk, DatabaseFiles.USUAL.over(disk, "rows-live"), folder),
        StoreOptions.USUAL);
    try (Connection connection = database.source().getConnection()) {
      execute(connection, "create table round (number int, filling varchar)");
      execute(connection, "insert into round select 0, random_uuid() from system_range(1, 2000)");
      for (int round = 1; round <= ROUNDS; round++) {
        execute(connection, "update round set filling = random_uuid(), number = " + round);
        pages(connection).tryCommit();
        database.force(connection);

        assertThat(roundIn(disk.cut(Policy.NOTHING_KEPT, new Random(1)))).isEqualTo(round);
      }
    }
  }

  private int roundIn(PowerCutDisk found) throws SQLException {
    Database database = Database.toLookAt(new Ground(found, DatabaseFiles.USUAL.over(found, "rows-found"), folder));
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select min(number) from round")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** What H2 writes in the background while transactions go on is torn between its trees now and then. */
  @Test
  void the_database_writes_and_tidies_nothing_in_the_background_also_after_a_force() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    try (Connection connection = database.source().getConnection()) {
      execute(connection, "create table round (number int)");
      assertThat(Duration.ofMillis(pages(connection).getAutoCommitDelay())).isGreaterThan(Duration.ofDays(24));
      database.force(connection);
      assertThat(Duration.ofMillis(pages(connection).getAutoCommitDelay())).isGreaterThan(Duration.ofDays(24));

      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select setting_value from information_schema.settings"
              + " where setting_name = 'AUTO_COMPACT_FILL_RATE'")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
    }
  }

  @Test
  void pages_that_lie_among_others_of_no_use_are_written_anew_with_a_force() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    try (Connection connection = database.source().getConnection()) {
      execute(connection, "create table round (number int primary key, filling varchar)");
      execute(connection, "insert into round select x, random_uuid() from system_range(1, 10000)");
      for (int round = 0; round < ROUNDS; round++) {
        database.force(connection);
        execute(connection, "update round set filling = random_uuid() where mod(number, 100) = " + round);
      }
      database.force(connection);
      int before = pages(connection).getFileStore().getChunksFillRate();
      for (int pass = 0; pass < 2; pass++) {
        database.tidy(connection);
        database.force(connection);
      }

      assertThat(before).isLessThan(50);
      assertThat(pages(connection).getFileStore().getChunksFillRate()).isGreaterThan(before);
    }
  }

  private static void execute(Connection connection, String text) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    }
  }

  /** Once the first fails, H2 counts as it should, and {@link Database#commit} need not correct it. */
  @Test
  void a_commit_adds_nothing_to_what_is_counted_as_unsaved_though_the_database_by_itself_counts_pages_twice()
      throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    try (Connection connection = database.source().getConnection()) {
      execute(connection, "create table round (number int)");
      connection.setAutoCommit(false);

      assertThat(commitsThatAdd(connection, Connection::commit)).isPositive();
      assertThat(commitsThatAdd(connection, database::commit)).isZero();
    }
  }

  /** The log says little of a statement that changes many rows, and H2 is kept from writing them by itself. */
  @Test
  void the_database_is_forced_when_many_pages_have_changed_however_short_the_log_is() throws SQLException, IOException {
    overManyPages((database, session, rows) -> {
      commitChangeUpTo(100, session, rows);
      assertThat(rows.areDue()).isFalse();
      for (int number = 200; number <= 2000; number += 100) {
        commitChangeUpTo(number, session, rows);
      }
      assertThat(rows.areDue()).isTrue();
      rows.force();
      assertThat(rows.areDue()).isFalse();
    });
  }

  /** There is nothing to be made safe then, and to tidy for a force that is none would leave more unwritten with each group. */
  @Test
  void nothing_is_due_as_long_as_nothing_is_in_the_log_however_many_pages_have_changed()
      throws SQLException, IOException {
    overManyPages((database, session, rows) -> {
      for (int number = 100; number <= 2000; number += 100) {
        changeUpTo(number, session.unrecorded());
        database.commit(session.unrecorded());
      }

      assertThat(database.holdsMuch()).isTrue();
      assertThat(rows.areDue()).isFalse();
      commitChangeUpTo(100, session, rows);
      assertThat(rows.areDue()).isTrue();
    });
  }

  private interface Trial {
    void of(Database database, Session session, DurableRows rows) throws SQLException, IOException;
  }

  private void overManyPages(Trial trial) throws SQLException, IOException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    Migrations.apply(database);
    RedoLog log = new RedoLog(Ground.at(folder).disk(), folder.resolve(RunningDatabase.REDO));
    try (Session session = database.writer()) {
      fill(session);
      trial.of(database, session, new DurableRows(log, database, session, StoreOptions.USUAL.redoLog(), false));
    } finally {
      log.close();
    }
  }

  private static void fill(Session session) throws SQLException {
    execute(session.unrecorded(), "create table round (number int, filling varchar)");
    execute(session.unrecorded(), "insert into round select x, space(20000) from system_range(1, 2000)");
    session.unrecorded().commit();
  }

  private static void commitChangeUpTo(int number, Session session, DurableRows rows) throws SQLException, IOException {
    changeUpTo(number, session.connection());
    rows.commit();
  }

  private static void changeUpTo(int number, Connection connection) throws SQLException {
    try (PreparedStatement change = connection
        .prepareStatement("update round set filling = space(20001) where number > ? - 100 and number <= ?")) {
      change.setInt(1, number);
      change.setInt(2, number);
      change.executeUpdate();
    }
  }

  private interface Commit {
    void of(Connection connection) throws SQLException;
  }

  private static int commitsThatAdd(Connection connection, Commit commit) throws SQLException {
    int adding = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      execute(connection, "insert into round values " + round);
      int before = pages(connection).getUnsavedMemory();
      commit.of(connection);
      adding += pages(connection).getUnsavedMemory() > before ? 1 : 0;
    }
    return adding;
  }

  private static MVStore pages(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase().getStore().getMvStore();
  }

  @Test
  void a_log_of_other_rows_is_not_made_to_fit() throws IOException {
    leaveInTheLog(1);

    assertCorrupt();
  }

  @Test
  void a_log_that_begins_too_late_is_not_gone_on_with() throws IOException {
    leaveInTheLog(9);

    assertCorrupt();
  }

  /** A group of such a number, that changed a tenant where there is none. */
  private void leaveInTheLog(long number) throws IOException {
    H2MailStore.open(folder).close();
    RedoLog log = new RedoLog(Ground.at(folder).disk(), folder.resolve(RunningDatabase.REDO));
    log.append(new LoggedGroup(number, List.of(new Change("delete from tenant", List.of(), 1))));
    log.close();
  }

  private static H2MailStore openOn(PowerCutDisk disk, String scheme, Path folder) {
    return H2MailStore.open(new Ground(disk, DatabaseFiles.USUAL.over(disk, scheme), folder), StoreOptions.USUAL);
  }

  private void assertCorrupt() {
    assertThatThrownBy(() -> H2MailStore.open(folder)).isInstanceOfSatisfying(StoreException.class,
        failure -> assertThat(failure.reason()).isEqualTo(FailureReason.STORE_CORRUPT));
  }

  private List<String> names() {
    return names(H2MailStore.open(folder));
  }

  private static List<String> names(H2MailStore opened) {
    try (opened) {
      return opened.read(t -> t.listTenants(Optional.empty(), 1_000)).stream().map(TenantRow::name).toList();
    }
  }
}
