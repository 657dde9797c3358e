package dev.postroom.store.h2.redo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that changes rows is recorded, or cannot be committed. */
class RecordingConnectionTest {
  private static final String INSERT = "insert into thing (id, name) values (?, ?)";

  private RecordingConnection connection;
  private Recording recording;

  @BeforeEach
  void open() throws SQLException {
    connection = new RecordingConnection(DriverManager.getConnection("jdbc:h2:mem:"));
    recording = connection.recording();
    connection.prepareStatement("create table thing (id bigint primary key, name varchar(20), octets varbinary(9))")
        .execute();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void a_statement_that_changes_rows_is_recorded_with_what_was_bound() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    insert(insert, 1, "one");
    insert(insert, 2, null);

    assertThat(recording.changes()).containsExactly(new Change(INSERT, List.of(1L, "one"), 1),
        new Change(INSERT, Arrays.asList(2L, null), 1));
  }

  @Test
  void what_reads_and_what_changes_no_row_is_not_recorded() throws SQLException {
    connection.prepareStatement("select id from thing").executeQuery();
    connection.prepareStatement("select id from thing").execute();
    connection.prepareStatement("delete from thing").executeUpdate();

    assertThat(recording.changes()).isEmpty();
  }

  @Test
  void a_statement_that_fails_is_not_recorded() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    insert(insert, 1, "one");
    assertThatThrownBy(() -> insert(insert, 1, "again")).isInstanceOf(SQLException.class);

    assertThat(recording.changes()).hasSize(1);
  }

  @Test
  void what_was_undone_is_not_recorded() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    insert(insert, 1, "one");
    recording.mark();
    insert(insert, 2, "two");
    recording.undo();
    insert(insert, 3, "three");

    assertThat(recording.changes()).extracting(change -> change.bound().getFirst()).containsExactly(1L, 3L);
  }

  @Test
  void of_a_batch_each_run_is_recorded_up_to_one_that_fails() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    for (long id : new long[]{1, 2, 2, 3}) {
      insert.setLong(1, id);
      insert.setString(2, "many");
      insert.addBatch();
    }
    assertThatThrownBy(insert::executeBatch).isInstanceOf(SQLException.class);

    assertThat(recording.changes()).extracting(change -> change.bound().getFirst()).containsExactly(1L, 2L);
  }

  @Test
  void what_jooq_changes_is_recorded_octets_too() {
    DSL.using(connection, SQLDialect.H2)
        .insertInto(DSL.table("thing"))
        .columns(DSL.field("id", SQLDataType.BIGINT), DSL.field("octets", SQLDataType.VARBINARY))
        .values(7L, new byte[]{1, 2})
        .execute();

    assertThat(recording.changes()).hasSize(1);
    assertThat(recording.changes().getFirst().bound()).containsExactly(7L, new byte[]{1, 2});
  }

  @Test
  void a_change_with_a_value_bound_by_another_way_cannot_be_committed() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    recording.mark();
    insert.setBigDecimal(1, BigDecimal.ONE);
    insert.setString(2, "one");
    insert.executeUpdate();

    assertThatThrownBy(recording::changes).isInstanceOf(IllegalStateException.class);
    recording.undo();
    assertThat(recording.changes()).isEmpty();
  }

  /** A batch is run with what was recorded, so it would find nothing where it should. */
  @Test
  void a_batch_takes_no_run_with_a_value_bound_by_another_way() throws SQLException {
    PreparedStatement insert = connection.prepareStatement(INSERT);
    insert.setBigDecimal(1, BigDecimal.ONE);
    insert.setString(2, "one");

    assertThatThrownBy(insert::addBatch).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void statements_of_other_kinds_are_refused() {
    List<ThrowingCallable> others = List.of(() -> connection.createStatement(), () -> connection.createStatement(1, 1),
        () -> connection.createStatement(1, 1, 1), () -> connection.prepareCall(INSERT),
        () -> connection.prepareCall(INSERT, 1, 1), () -> connection.prepareCall(INSERT, 1, 1, 1),
        () -> connection.prepareStatement(INSERT, 1), () -> connection.prepareStatement(INSERT, new int[0]),
        () -> connection.prepareStatement(INSERT, new String[0]), () -> connection.prepareStatement(INSERT, 1, 1),
        () -> connection.prepareStatement(INSERT, 1, 1, 1));

    assertThat(others).allSatisfy(other -> assertThatThrownBy(other).isInstanceOf(IllegalStateException.class));
  }

  private static void insert(PreparedStatement insert, long id, @Nullable String name) throws SQLException {
    insert.setLong(1, id);
    insert.setString(2, name);
    insert.executeUpdate();
  }
}
