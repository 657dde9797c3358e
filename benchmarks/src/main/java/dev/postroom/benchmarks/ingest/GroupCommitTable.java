package dev.postroom.benchmarks.ingest;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Messages as rows of H2, as plainly as it can be done honestly: one thread inserts what has come meanwhile as one batch, commits it,
 * forces the file once, and then tells all who wait.
 */
final class GroupCommitTable implements AutoCloseable {
  private static final int MOST = 64;

  private static final class Row {
    private final String recipient;
    private final byte[] octets;
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

    Row(String recipient, byte[] octets) {
      this.recipient = recipient;
      this.octets = octets;
    }
  }

  private final Connection connection;
  private final PreparedStatement insert;
  private final Statement force;
  private final BlockingQueue<Row> rows = new LinkedBlockingQueue<>();
  private final Thread writer = Thread.ofPlatform().name("group-commit").unstarted(this::write);

  private GroupCommitTable(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
    force = connection.createStatement();
    force.execute("create table mail (id identity primary key, recipient varchar not null, octets varbinary not null)");
    insert = connection.prepareStatement("insert into mail (recipient, octets) values (?, ?)");
  }

  static GroupCommitTable open(Path folder) throws SQLException {
    GroupCommitTable table =
        new GroupCommitTable(DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("mail")));
    table.writer.start();
    return table;
  }

  /** Stores a message; it is on the disk when this returns. */
  void insert(String recipient, byte[] octets) {
    Row row = new Row(recipient, octets);
    rows.add(row);
    row.stored.join();
  }

  private void write() {
    List<Row> group = new ArrayList<>();
    try {
      while (true) {
        group.add(rows.take());
        rows.drainTo(group, MOST - 1);
        store(group);
        group.forEach(row -> row.stored.complete(true));
        group.clear();
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      group.forEach(row -> row.stored.completeExceptionally(failed));
    }
  }

  private void store(List<Row> group) throws SQLException {
    for (Row row : group) {
      insert.setString(1, row.recipient);
      insert.setBytes(2, row.octets);
      insert.addBatch();
    }
    insert.executeBatch();
    connection.commit();
    force.execute("checkpoint sync");
  }

  @Override
  public void close() {
    writer.interrupt();
    try {
      writer.join();
      connection.close();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
