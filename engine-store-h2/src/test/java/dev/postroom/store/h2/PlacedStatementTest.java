package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A statement that is prepared is run as it was built, or not at all. */
class PlacedStatementTest {
  @TempDir
  Path folder;
  private Session session;
  private WorkUnit unit;

  @BeforeEach
  void open() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    Migrations.apply(database);
    session = database.reader();
    unit = new WorkUnit(session, WorkUnit.Mode.READ, EventPositions.none());
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
  }

  @Test
  void one_that_is_confined_to_a_place_is_not_run_for_none() {
    PlacedStatement confined = unit.asking(new H2EventLog.OfPlace(0));

    assertThatThrownBy(() -> confined.finds(0, 1, 1)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("none");
  }

  @Test
  void no_more_values_are_given_than_it_binds() {
    PlacedStatement end = unit.asking(H2EventLog.END);

    assertThatThrownBy(() -> end.finds(1)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("more values");
  }
}
