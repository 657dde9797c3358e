package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.store.h2.redo.Recording;
import dev.postroom.store.h2.redo.RecordingConnection;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamCastMode;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** One connection with what is prepared on it; used by one thread alone. */
final class Session implements AutoCloseable {
  private static final Settings SETTINGS = new Settings().withRenderSchema(false)
      .withExecuteLogging(false)
      .withParamCastMode(ParamCastMode.NEVER);

  static {
    // jOOQ greets whoever uses it, and can be asked not to in no other way; the user of a library should not be the one greeted.
    unlessSaid("org.jooq.no-logo", "true");
    unlessSaid("org.jooq.no-tips", "true");
    unlessSaid("org.jooq.log.org.jooq.impl.DefaultExecuteContext.logVersionSupport", "WARN");
  }

  private final Connection unrecorded;
  private final Connection connection;
  private final Recording recording;
  private final Confining confining;
  private final DSLContext sql;
  private final PreparedInserts inserts;
  private final PreparedStatement mark;
  private final PreparedStatement undo;
  private final KnownMailboxes known = new KnownMailboxes();
  private final Set<Long> emptied = new HashSet<>();
  private final Map<Rung, PlacedStatement.Prepared> prepared = new HashMap<>();

  /** A statement has as many forms as there are rungs that it is asked on. */
  private record Rung(PlacedStatement.Building building, Class<? extends Scope> kind) {}

  private Session(Connection unrecorded, Connection connection, Recording recording, Confining confining)
      throws SQLException {
    this.unrecorded = unrecorded;
    this.connection = connection;
    this.recording = recording;
    this.confining = confining;
    this.sql = DSL.using(connection, SQLDialect.H2, SETTINGS);
    this.inserts = new PreparedInserts(connection);
    this.mark = connection.prepareStatement("savepoint work");
    this.undo = connection.prepareStatement("rollback to savepoint work");
  }

  /** One that changes nothing. */
  static Session toRead(Connection connection, Confining confining) throws SQLException {
    return new Session(connection, connection, new Recording(), confining);
  }

  /** One whose changes are recorded. */
  static Session toWrite(Connection unrecorded, Confining confining) throws SQLException {
    RecordingConnection connection = new RecordingConnection(unrecorded);
    return new Session(unrecorded, connection, connection.recording(), confining);
  }

  private static void unlessSaid(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  Connection connection() {
    return connection;
  }

  /** The same connection, for what is no change of a caller. */
  Connection unrecorded() {
    return unrecorded;
  }

  Recording recording() {
    return recording;
  }

  Confining confining() {
    return confining;
  }

  DSLContext sql() {
    return sql;
  }

  PreparedInserts inserts() {
    return inserts;
  }

  /** Begins what {@link #undo} undoes. */
  void mark() throws SQLException {
    mark.execute();
    recording.mark();
  }

  /** Undoes what was changed since the last mark. */
  void undo() throws SQLException {
    undo.execute();
    recording.undo();
    known.forget();
  }

  /** Asked and told by the writer only. */
  KnownMailboxes known() {
    return known;
  }

  /** The segments that are being emptied, at which no new row may point. Asked and told by the writer only. */
  Set<Long> emptied() {
    return emptied;
  }

  /** There are as many as there are buildings in the code, on each of the rungs, and of the log one for each number of types. */
  PlacedStatement placed(WorkUnit unit, PlacedStatement.Building building, Scope place) {
    return new PlacedStatement(prepared.computeIfAbsent(new Rung(building, place.getClass()),
        absent -> PlacedStatement.Prepared.on(connection, unit, building, place)), place);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
