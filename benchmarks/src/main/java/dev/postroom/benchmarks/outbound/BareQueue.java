package dev.postroom.benchmarks.outbound;

import dev.postroom.benchmarks.BareDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of what is due, with one index and nothing beside it. For one thread. */
final class BareQueue implements AutoCloseable {
  private static final long NOW = 1;
  private static final long LATER = 2;

  private final BareDatabase database;
  private final PreparedStatement due;
  private final PreparedStatement lease;
  private final PreparedStatement nextDue;
  private List<Long> claimed = List.of();

  private BareQueue(BareDatabase database) throws SQLException {
    this.database = database;
    this.due =
        database.prepare("select id, recipient from delivery where due_at <= ? order by due_at, id limit ? for update");
    this.lease = database.prepare("update delivery set due_at = ?, lease = ? where id = ?");
    this.nextDue = database.prepare("select due_at from delivery order by due_at, id limit 1");
  }

  static BareQueue filled(Path file, int queued) throws SQLException {
    BareDatabase database = BareDatabase.open(file);
    database.execute(
        "create table delivery (id bigint primary key, due_at bigint not null, lease uuid, recipient varbinary(200))");
    database.execute("create index ix_delivery_due on delivery (due_at, id)");
    try (PreparedStatement insert =
        database.prepare("insert into delivery (id, due_at, recipient) values (?, " + NOW + ", ?)")) {
      for (long id = 0; id < queued; id++) {
        insert.setLong(1, id);
        insert.setBytes(2, new byte[40]);
        insert.executeUpdate();
      }
    }
    database.commitAndForce();
    return new BareQueue(database);
  }

  int claim(int most) throws SQLException {
    List<Long> ids = new ArrayList<>();
    due.setLong(1, NOW);
    due.setInt(2, most);
    try (ResultSet rows = due.executeQuery()) {
      while (rows.next()) {
        ids.add(rows.getLong(1));
      }
    }
    lease(ids, LATER, "00000000-0000-0001-0000-000000000001");
    nextDue.executeQuery().close();
    database.commitAndForce();
    claimed = ids;
    return ids.size();
  }

  void giveBack() throws SQLException {
    lease(claimed, NOW, null);
    database.commitAndForce();
  }

  private void lease(List<Long> ids, long dueAt, @Nullable String holder) throws SQLException {
    for (long id : ids) {
      lease.setLong(1, dueAt);
      lease.setString(2, holder);
      lease.setLong(3, id);
      lease.addBatch();
    }
    lease.executeBatch();
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
