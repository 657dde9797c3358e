package dev.postroom.store.h2.redo;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.tools.jdbc.DefaultConnection;

/** A connection that records what it changes. Whatever could change rows without being recorded is refused. */
public final class RecordingConnection extends DefaultConnection {
  private final Recording recording = new Recording();

  public RecordingConnection(Connection connection) {
    super(connection);
  }

  public Recording recording() {
    return recording;
  }

  @Override
  public PreparedStatement prepareStatement(String statement) throws SQLException {
    return new RecordingStatement(super.prepareStatement(statement), statement, recording);
  }

  @Override
  public PreparedStatement prepareStatement(String statement, int type, int concurrency) throws SQLException {
    throw unrecorded();
  }

  @Override
  public PreparedStatement prepareStatement(String statement, int type, int concurrency, int holdability)
      throws SQLException {
    throw unrecorded();
  }

  @Override
  public PreparedStatement prepareStatement(String statement, int generatedKeys) throws SQLException {
    throw unrecorded();
  }

  @Override
  public PreparedStatement prepareStatement(String statement, int[] columns) throws SQLException {
    throw unrecorded();
  }

  @Override
  public PreparedStatement prepareStatement(String statement, String[] columns) throws SQLException {
    throw unrecorded();
  }

  @Override
  public Statement createStatement() throws SQLException {
    throw unrecorded();
  }

  @Override
  public Statement createStatement(int type, int concurrency) throws SQLException {
    throw unrecorded();
  }

  @Override
  public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
    throw unrecorded();
  }

  @Override
  public CallableStatement prepareCall(String statement) throws SQLException {
    throw unrecorded();
  }

  @Override
  public CallableStatement prepareCall(String statement, int type, int concurrency) throws SQLException {
    throw unrecorded();
  }

  @Override
  public CallableStatement prepareCall(String statement, int type, int concurrency, int holdability)
      throws SQLException {
    throw unrecorded();
  }

  private static IllegalStateException unrecorded() {
    return new IllegalStateException(
        "statement: of a kind that is not recorded (expected: prepared by its text alone)");
  }
}
