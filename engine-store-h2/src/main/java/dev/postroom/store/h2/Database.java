package dev.postroom.store.h2;

import dev.postroom.error.InvalidInputException;
import dev.postroom.store.h2.file.DiskFile;
import dev.postroom.store.h2.file.FileSnapshot;
import dev.postroom.store.h2.file.StoreFilePath;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Constants;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;

/**
 * The H2 database of one folder: how it is opened, forced and shut down. It lives on the atomic file layer, where nothing is on
 * the disk before a force and all of it after.
 */
final class Database {
  /**
   * In milliseconds: 24 days. With none, H2 would write what has changed with every commit. It is said once: to end its background, H2
   * waits for a thread that may just have begun to sleep, for a third of this time.
   */
  private static final int NEVER_BY_ITSELF = Integer.MAX_VALUE;

  /**
   * No trace file and no spilling of results, so that nothing is written beside the one database file; the folder's own lock in the
   * place of H2's; no statistics taken in the middle of a caller's transaction. Space of old states is used again at once: H2
   * otherwise keeps it for 45 seconds in case the disk reorders writes, which the file layer makes impossible. Pages are not
   * compressed: where they are, H2 makes them of 64 KiB instead of 4, and writes and compresses all of one for each row that is new in
   * it, which is the more work the more messages there are. And H2 does nothing in the background: see {@link #force}.
   * No result is kept for who asks the same again: H2 dates it by the statement and not by the moment that its transaction sees, so
   * what was seen just before a change, by a second statement after it, would be answered for as long as nothing else is changed.
   */
  private static final String SETTINGS =
      ";TRACE_LEVEL_FILE=0;TRACE_LEVEL_SYSTEM_OUT=0;FILE_LOCK=NO;DB_CLOSE_ON_EXIT=FALSE"
          + ";MAX_MEMORY_ROWS=10000000;ANALYZE_AUTO=0;QUERY_CACHE_SIZE=128;RETENTION_TIME=0"
          + ";LOCK_TIMEOUT=5000;OPTIMIZE_REUSE_RESULTS=0;AUTO_COMPACT_FILL_RATE=0"
          + ";WRITE_DELAY=" + NEVER_BY_ITSELF;
  private static final String NAME = "mail";
  static final String FILE = NAME + Constants.SUFFIX_MV_FILE;

  /** Of what is in the file so much is to be of use, in percent: else pages are written anew until chunks are free again. */
  private static final int OF_USE = 50;
  private static final int WRITTEN_ANEW = 8 << 20;

  /** In a small heap, less of it than the caches take. */
  private static final long MOST_UNWRITTEN = Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8);

  private final JdbcDataSource source = new JdbcDataSource();

  private final Confining confining;
  private long unwritten;

  private Database(String url, Confining confining) {
    this.confining = confining;
    source.setURL(url);
    source.setUser("postroom");
    source.setPassword("");
  }

  static Database at(Ground ground, StoreOptions options) {
    return new Database(url(ground) + ";CACHE_SIZE=" + options.cacheKib(), options.confining());
  }

  /** The same database, seen without changing anything. */
  static Database toLookAt(Ground ground) {
    return new Database(url(ground) + ";ACCESS_MODE_DATA=r", Confining.ALWAYS);
  }

  private static String url(Ground ground) {
    String path = ground.path(NAME).toString();
    if (path.indexOf(';') >= 0) {
      throw new InvalidInputException("folder: semicolon in its name (expected: none)");
    }
    return "jdbc:h2:" + ground.scheme() + ":" + path + SETTINGS;
  }

  /** Begins a copy of the open database of a folder, as it would be found if the power were cut now. */
  static FileSnapshot snapshot(Ground ground, DiskFile target) throws IOException {
    return StoreFilePath.snapshot(ground.scheme(), ground.path(FILE), target);
  }

  DataSource source() {
    return source;
  }

  Session writer() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    return Session.toWrite(connection, confining);
  }

  /** Sees one moment from its first statement to the end of the transaction. */
  Session reader() throws SQLException {
    Connection connection = source.getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Constants.TRANSACTION_SNAPSHOT);
    return Session.toRead(connection, confining);
  }

  /**
   * Makes the file hold all that is committed. Nothing may be changed meanwhile. A checkpoint does not wait for what H2 is writing just
   * then, and takes it for written: so that is brought to its end first.
   *
   * <h2>How is this designed, and why?</h2>
   * By itself H2 writes what has changed twice a second in the background, and tidies its file there. It takes the trees one after
   * another, while transactions go on: so a row may be written as not yet committed, and what says how to take it back as done with.
   * Where such a state was forced, a row is locked for ever by a transaction that is no more, and the database does not open; and a chunk
   * that is empty by the time it is written makes it fail while it runs. So it does nothing in the background, and its file is written
   * and tidied here, by the thread that changes rows, between two groups of changes.
   */
  void force(Connection connection) throws SQLException {
    pages(connection).getFileStore().executeFileStoreOperation(() -> {
    });
    execute(connection, "checkpoint sync");
    unwritten = 0;
  }

  /** Has the next force write pages anew that lie among others of no use, if there are many of those, so that room is free again. */
  void tidy(Connection connection) throws SQLException {
    pages(connection).compact(OF_USE, WRITTEN_ANEW);
  }

  /** Commits what the connection has changed. */
  void commit(Connection connection) throws SQLException {
    countPages(connection);
    connection.commit();
    takeOff(connection);
  }

  /** Takes back what the connection has changed since the last commit. */
  void rollback(Connection connection) throws SQLException {
    connection.rollback();
    countPages(connection);
  }

  /**
   * By itself H2 writes all pages that have changed when it counts 19 MiB of them. But it counts a page that a commit touches twice over,
   * and at the memory that it takes, which is several times its room in the file: under load that made it write many times as often,
   * which was a third of all work. So what it has counted is taken off again, and is counted here.
   */
  void countPages(Connection connection) throws SQLException {
    unwritten += takeOff(connection);
  }

  private static int takeOff(Connection connection) throws SQLException {
    MVStore pages = pages(connection);
    int counted = pages.getUnsavedMemory();
    pages.registerUnsavedMemory(-counted);
    return counted;
  }

  /** Whether pages that were changed since the last force have come to take so much memory that they should be written. */
  boolean holdsMuch() {
    return unwritten > MOST_UNWRITTEN;
  }

  private static MVStore pages(Connection connection) throws SQLException {
    return ((SessionLocal) connection.unwrap(JdbcConnection.class).getSession()).getDatabase().getStore().getMvStore();
  }

  void shutDown(Connection connection) throws SQLException {
    execute(connection, "shutdown");
  }

  /** Lets go of the file and writes nothing more. A database that failed may have done so by itself, and is not opened for that. */
  void abandon(Connection connection) throws SQLException {
    try {
      execute(connection, "shutdown immediately");
    } catch (SQLException failure) {
      if (failure.getErrorCode() != ErrorCode.DATABASE_IS_CLOSED && !connection.isClosed()) {
        throw failure;
      }
    }
  }

  private static void execute(Connection connection, String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }
}
