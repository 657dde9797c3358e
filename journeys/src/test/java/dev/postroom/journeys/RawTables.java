package dev.postroom.journeys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The tables of a store that is open in this process, past the engine and past the store: what somebody could do who has the files
 * and not the keys. What is changed here is seen by the engine at once.
 */
final class RawTables implements AutoCloseable {
  private static final String OWN = "table_schema = 'PUBLIC' and table_name <> 'flyway_schema_history'";

  /** A column, by its table's name and its own. */
  record Column(String table, String name) {
    @Override
    public String toString() {
      return table + '.' + name;
    }
  }

  /** A row, found by its primary key. */
  record Row(String table, Map<String, Object> key) {}

  private final Connection connection;

  private RawTables(Connection connection) {
    this.connection = connection;
  }

  /** Opens the tables of a store beside the engine that has it open. */
  static RawTables of(Path store) throws SQLException, IOException {
    return new RawTables(
        DriverManager.getConnection("jdbc:h2:postroom:" + store.toRealPath().resolve("mail"), "postroom", ""));
  }

  /** The columns of octets, in the order of their names. */
  List<Column> octetColumns() throws SQLException {
    return columns("data_type like 'BINARY%' or data_type = 'JAVA_OBJECT'");
  }

  /** The columns of text. */
  List<Column> textColumns() throws SQLException {
    return columns("data_type like 'CHARACTER%' or data_type in ('JSON', 'ARRAY')");
  }

  /** The columns of a name. */
  List<Column> named(String column) throws SQLException {
    return columns("column_name = '" + column.toUpperCase(Locale.ROOT) + '\'');
  }

  private List<Column> columns(String condition) throws SQLException {
    return rows("select lower(table_name) as t, lower(column_name) as c from information_schema.columns where " + OWN
        + " and (" + condition + ") order by t, c").stream()
        .map(row -> new Column(text(row, "T"), text(row, "C")))
        .toList();
  }

  private static String text(Map<String, Object> row, String label) {
    return String.valueOf(row.get(label));
  }

  /** The rows of a table. */
  List<Row> rowsOf(String table) throws SQLException {
    List<String> key = rows("select lower(k.column_name) as c from information_schema.table_constraints t"
        + " join information_schema.key_column_usage k on k.constraint_name = t.constraint_name"
        + " where t.constraint_type = 'PRIMARY KEY' and lower(t.table_name) = '" + table
        + "' order by k.ordinal_position")
        .stream()
        .map(row -> text(row, "C"))
        .toList();
    List<Row> found = new ArrayList<>();
    for (Map<String, Object> values : rows("select * from " + table + " order by " + String.join(", ", key))) {
      Map<String, Object> keyed = new LinkedHashMap<>();
      key.forEach(name -> keyed.put(name, Objects.requireNonNull(values.get(name.toUpperCase(Locale.ROOT)))));
      found.add(new Row(table, keyed));
    }
    return found;
  }

  /** The ids of tenant, workspace and mailbox of a row, as far as it has them. */
  List<Object> placeOf(Row row) throws SQLException {
    List<Object> place = new ArrayList<>();
    for (String column : List.of("tenant_id", "workspace_id", "mailbox_id")) {
      if (named(column).contains(new Column(row.table(), column)) && get(row, column) instanceof UUID id) {
        place.add(id);
      }
    }
    return place;
  }

  /** A value of a row; an empty list of octets where there is none. */
  Object get(Row row, String column) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement("select " + column + " from " + row.table() + where(row))) {
      bind(query, 1, row);
      try (ResultSet result = query.executeQuery()) {
        if (!result.next()) {
          throw new IllegalStateException("no such row in " + row.table());
        }
        return Objects.requireNonNullElse(result.getObject(1), new byte[0]);
      }
    }
  }

  void set(Row row, String column, Object value) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update " + row.table() + " set " + column + " = ?" + where(row))) {
      update.setObject(1, value);
      bind(update, 2, row);
      if (update.executeUpdate() != 1) {
        throw new IllegalStateException("no such row in " + row.table());
      }
    }
  }

  /** Runs a statement that changes rows. */
  int execute(String statement, Object... values) throws SQLException {
    try (PreparedStatement change = connection.prepareStatement(statement)) {
      for (int i = 0; i < values.length; i++) {
        change.setObject(i + 1, values[i]);
      }
      return change.executeUpdate();
    }
  }

  private static String where(Row row) {
    return row.key().keySet().stream().map(name -> name + " = ?").collect(Collectors.joining(" and ", " where ", ""));
  }

  private static void bind(PreparedStatement statement, int first, Row row) throws SQLException {
    int at = first;
    for (Object value : row.key().values()) {
      statement.setObject(at++, value);
    }
  }

  private List<Map<String, Object>> rows(String query) throws SQLException {
    List<Map<String, Object>> rows = new ArrayList<>();
    try (var statement = connection.createStatement(); ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.put(result.getMetaData().getColumnLabel(i), result.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** Writes every value of every row into a file, as it is: the database itself keeps its pages compressed, which hides words. */
  void writeTo(Path file) throws SQLException, IOException {
    try (var out = Files.newOutputStream(file)) {
      for (String table : columns("1 = 1").stream().map(Column::table).distinct().toList()) {
        for (Map<String, Object> row : rows("select * from " + table)) {
          for (Object value : row.values()) {
            out.write(value instanceof byte[] octets ? octets
                : Objects.toString(value, "").getBytes(StandardCharsets.UTF_8));
            out.write('\n');
          }
        }
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
