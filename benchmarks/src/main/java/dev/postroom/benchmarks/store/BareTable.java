package dev.postroom.benchmarks.store;

import dev.postroom.benchmarks.BareDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** A table of rows that are as long as those of messages, under the same ids, with no index but its primary key. For one thread. */
final class BareTable implements AutoCloseable {
  private static final int ROW = 600;

  private final BareDatabase database;
  private final PreparedStatement select;
  private final PreparedStatement newest;
  private final PreparedStatement update;

  private BareTable(BareDatabase database) throws SQLException {
    this.database = database;
    this.select = database.prepare("select content from message where id = ?");
    this.newest = database.prepare("select id, flags, content from message order by id desc limit ?");
    this.update = database.prepare("update message set flags = flags + 1 where id = ?");
  }

  static BareTable in(Path file, int rows) throws SQLException {
    BareDatabase database = BareDatabase.open(file);
    database.execute(
        "create table if not exists message (id uuid primary key, flags integer not null, content varbinary(1000) not null)");
    fill(database, rows);
    return new BareTable(database);
  }

  private static void fill(BareDatabase database, int rows) throws SQLException {
    try (PreparedStatement count = database.prepare("select count(*) from message");
        ResultSet there = count.executeQuery();
        PreparedStatement insert = database.prepare("insert into message (id, flags, content) values (?, 0, ?)")) {
      there.next();
      for (int number = there.getInt(1); number < rows; number++) {
        insert.setObject(1, id(number));
        insert.setBytes(2, new byte[ROW]);
        insert.executeUpdate();
      }
    }
    database.commitAndForce();
  }

  byte[] select(int number) throws SQLException {
    select.setObject(1, id(number));
    try (ResultSet row = select.executeQuery()) {
      row.next();
      return row.getBytes(1);
    }
  }

  int newest(int limit) throws SQLException {
    newest.setInt(1, limit);
    int octets = 0;
    try (ResultSet rows = newest.executeQuery()) {
      while (rows.next()) {
        octets += rows.getBytes(3).length;
      }
    }
    return octets;
  }

  int update(int number) throws SQLException {
    update.setObject(1, id(number));
    int updated = update.executeUpdate();
    database.commitAndForce();
    return updated;
  }

  private static UUID id(int number) {
    return FilledMailbox.id(number).value();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
