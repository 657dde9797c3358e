package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables keep the rule that no row can straddle two customers. */
class SchemaTest {
  private static final String COLUMNS_OF = """
      select c.table_name || '(' || listagg(k.column_name, ',') within group (order by k.ordinal_position) || ')'
      from information_schema.table_constraints c join information_schema.key_column_usage k
        on k.constraint_name = c.constraint_name and k.table_name = c.table_name
      where c.constraint_type = '%s' and c.table_name <> 'flyway_schema_history'
      group by c.table_name, c.constraint_name order by 1""";
  private static final String INDEXES_OF = """
      select listagg(column_name, ',') within group (order by ordinal_position) from information_schema.index_columns
      where table_name = '%s' group by index_name""";

  @TempDir
  Path folder;
  private Connection connection;

  @BeforeEach
  void migrate() throws SQLException {
    Database database = Database.at(Ground.at(folder), StoreOptions.USUAL);
    connection = database.source().getConnection();
    Migrations.apply(database);
  }

  @AfterEach
  void shutDown() throws SQLException {
    connection.close();
  }

  @Test
  void the_tenant_is_the_first_column_of_every_primary_key_but_those_of_the_engine_itself() throws SQLException {
    assertThat(columnsOf("PRIMARY KEY")).isNotEmpty()
        .filteredOn(key -> !key.contains("(TENANT_ID"))
        .containsExactly("DOMAIN_OWNER(NAME)", "ENGINE_THING(OWNER_ID,KIND,NUMBER)", "EVENT(LOG_POSITION)",
            "EVENT_CURSOR(SUBSCRIPTION)");
  }

  @Test
  void the_tenant_is_the_first_column_of_every_foreign_key() throws SQLException {
    assertThat(columnsOf("FOREIGN KEY")).hasSizeGreaterThan(10).allMatch(key -> key.contains("(TENANT_ID"));
  }

  @Test
  void whatever_names_a_mailbox_names_its_workspace_too() throws SQLException {
    assertThat(columnsOf("FOREIGN KEY")).filteredOn(key -> key.contains("MAILBOX_ID") || key.contains("CATCH_ALL"))
        .hasSizeGreaterThan(4)
        .allMatch(key -> key.contains("(TENANT_ID,WORKSPACE_ID,"));
  }

  @Test
  void where_many_rows_come_in_no_index_is_kept_twice() throws SQLException {
    for (String table : List.of("MESSAGE_TOKEN", "DELIVERY", "SEND")) {
      assertThat(rows(INDEXES_OF.formatted(table))).as(table).isNotEmpty().doesNotHaveDuplicates();
    }
  }

  @Test
  void the_newest_step_is_the_one_that_the_code_knows() throws IOException {
    try (Stream<Path> steps = Files.list(Path.of("src/main/resources").resolve(Migrations.FOLDER))) {
      assertThat(
          steps.map(step -> step.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1")).map(Integer::valueOf))
          .contains(Migrations.NEWEST)
          .allMatch(number -> number <= Migrations.NEWEST);
    }
  }

  private List<String> columnsOf(String constraint) throws SQLException {
    return rows(COLUMNS_OF.formatted(constraint));
  }

  private List<String> rows(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (var statement = connection.createStatement(); var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
