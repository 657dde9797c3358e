package dev.postroom.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcDataSource;

/** H2 by itself, by plain JDBC over its own files: the floor under what our store does with it. For one thread. */
public final class BareDatabase implements AutoCloseable {
  private final Connection connection;
  private final Statement force;

  private BareDatabase(Connection connection) throws SQLException {
    this.connection = connection;
    this.force = connection.createStatement();
  }

  /**
   * Opens a database, and makes it where there is none.
   *
   * @param file
   *          its path, without the ending that H2 gives it
   * @return the database
   * @throws SQLException
   *           when H2 fails
   */
  public static BareDatabase open(Path file) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    // As in the store: the same memory for pages, which are not compressed, and no results that are kept.
    source.setURL("jdbc:h2:file:" + file.toAbsolutePath()
        + ";CACHE_SIZE=65536;OPTIMIZE_REUSE_RESULTS=0;ANALYZE_AUTO=0;DB_CLOSE_ON_EXIT=FALSE");
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return new BareDatabase(connection);
  }

  /**
   * Runs a statement.
   *
   * @param sql
   *          the statement
   * @throws SQLException
   *           when H2 fails
   */
  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Prepares a statement.
   *
   * @param sql
   *          the statement
   * @return to be run often
   * @throws SQLException
   *           when H2 fails
   */
  public PreparedStatement prepare(String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  /**
   * Commits, and has it on the disk when it returns.
   *
   * @throws SQLException
   *           when H2 fails
   */
  public void commitAndForce() throws SQLException {
    connection.commit();
    force.execute("checkpoint sync");
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
