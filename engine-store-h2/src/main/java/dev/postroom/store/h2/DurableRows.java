package dev.postroom.store.h2;

import dev.postroom.store.h2.redo.Change;
import dev.postroom.store.h2.redo.LoggedGroup;
import dev.postroom.store.h2.redo.RedoLog;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes the changes of rows safe from a power cut, group by group. How is this designed, and why?
 *
 * <p>
 * A message changes a page of each of some eight indexes, and to force the database means to write them all, with every group anew:
 * many times the octets of the rows themselves. So a group is made safe by its statements, with what was bound to them, in a
 * {@link RedoLog}; the database itself is forced when that has become long, which writes a page once for all the groups that changed
 * it. There is one writer, and a statement depends on nothing but the rows and what is bound to it (no clock, no chance, no number
 * that the database gives out, no end to how many rows it changes), so the same statements on the same rows make the same changes. How
 * many rows each has changed is in the log too, and is compared.
 *
 * <p>
 * The number of the newest group is a row, changed in the group's own transaction: whatever state of the database a power cut leaves, it
 * says which groups are in it. A group is logged before it is committed, so the database never holds one that the log could lose, and
 * no reader sees one.
 */
final class DurableRows {
  /** What is in the log is made again when the database is opened: where changes go on, it should not be of long ago. */
  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final String POSITION = "select group_number from redo_position";
  private static final String MOVE = "update redo_position set group_number = ?";

  private final RedoLog log;
  private final Database database;
  private final Session session;
  private final PreparedStatement move;
  private final long longest;
  /** Whether what was made again from the log is there alone: nothing may be written over it before the database is forced. */
  private boolean isRedone;
  private long newest;
  private long oldest = System.nanoTime();

  DurableRows(RedoLog log, Database database, Session session, long longest, boolean isRedone) throws SQLException {
    this.log = log;
    this.database = database;
    this.session = session;
    this.longest = longest;
    this.isRedone = isRedone;
    this.newest = position(session.connection());
    this.move = session.unrecorded().prepareStatement(MOVE);
  }

  private static long position(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(POSITION);
        ResultSet rows = statement.executeQuery()) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** Makes again what is in the log and not in the database. True when there was something; it is safe then, in the log alone. */
  static boolean redo(RedoLog log, Database database) throws SQLException, IOException {
    if (!log.isThere()) {
      return false;
    }
    try (Connection connection = database.source().getConnection()) {
      List<LoggedGroup> groups = log.after(position(connection));
      if (groups.isEmpty()) {
        return false;
      }
      log.secure();
      connection.setAutoCommit(false);
      Map<String, PreparedStatement> prepared = new HashMap<>();
      for (LoggedGroup group : groups) {
        for (Change change : group.changes()) {
          redo(change, prepared(connection, prepared, change.statement()));
        }
        PreparedStatement move = prepared(connection, prepared, MOVE);
        move.setLong(1, group.number());
        move.executeUpdate();
        database.commit(connection);
        if (database.holdsMuch()) {
          database.force(connection);
        }
      }
      return true;
    }
  }

  private static PreparedStatement prepared(Connection connection, Map<String, PreparedStatement> all, String text)
      throws SQLException {
    PreparedStatement known = all.get(text);
    if (known == null) {
      known = connection.prepareStatement(text);
      all.put(text, known);
    }
    return known;
  }

  private static void redo(Change change, PreparedStatement statement) throws SQLException {
    int index = 0;
    for (Object value : change.bound()) {
      index++;
      statement.setObject(index, value);
    }
    if (statement.executeUpdate() != change.rows()) {
      throw Failures.corrupt("store: the redo log does not fit the database");
    }
  }

  /** To be called before something is changed. Nothing is when it fails, and the next time it may be well. */
  void openLog() throws IOException {
    log.open();
  }

  /** To be called then, so that what is changed can be logged. */
  void makeReady() throws SQLException, IOException {
    if (isRedone) {
      force();
    }
    log.prepare();
  }

  /** Commits what the session has changed; safe from a power cut when this returns. */
  void commit() throws SQLException, IOException {
    if (session.recording().changes().isEmpty()) {
      rollback();
      return;
    }
    if (log.length() == 0) {
      oldest = System.nanoTime();
    }
    newest++;
    move.setLong(1, newest);
    move.executeUpdate();
    log.append(new LoggedGroup(newest, session.recording().changes()));
    database.commit(session.unrecorded());
    session.recording().clear();
  }

  /** Takes back what the session has changed since the last commit. */
  void rollback() throws SQLException {
    database.rollback(session.unrecorded());
    session.recording().clear();
  }

  /** Keeps H2 from writing by itself in the middle of a group. */
  void countPages() throws SQLException {
    database.countPages(session.unrecorded());
  }

  /** Whether the database should be forced, since the log is long, what is in it is old, or many pages have changed. */
  boolean areDue() {
    return areInLogAlone()
        && (log.length() > longest || database.holdsMuch() || System.nanoTime() - oldest > LONGEST_NANOS);
  }

  /** Whether something was committed, or made again, since the database was forced. */
  boolean areInLogAlone() {
    return isRedone || log.length() > 0;
  }

  /** Has the next force make room in the database's file, where that takes more than it holds. */
  void tidy() throws SQLException {
    database.tidy(session.unrecorded());
  }

  /** Forces the database, unless it has been since the last commit; it needs the log no more then. */
  void force() throws SQLException, IOException {
    if (areInLogAlone()) {
      database.force(session.unrecorded());
      isRedone = false;
      log.beginAnew();
    }
  }
}
