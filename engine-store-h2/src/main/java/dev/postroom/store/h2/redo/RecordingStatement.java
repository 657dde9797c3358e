package dev.postroom.store.h2.redo;

import java.sql.Blob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jooq.tools.jdbc.DefaultPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * A statement that records each run that has changed rows. Values that are bound by a way which is not recorded leave a gap, and what
 * was run with a gap cannot be committed.
 */
final class RecordingStatement extends DefaultPreparedStatement {
  /** Stands where nothing is bound, which is not the same as null. */
  private enum Gap {
    UNBOUND
  }

  private final PreparedStatement statement;
  private final String text;
  private final Recording recording;
  private final List<List<@Nullable Object>> batch = new ArrayList<>();
  private final @Nullable Object[] bound;

  RecordingStatement(PreparedStatement statement, String text, Recording recording) throws SQLException {
    super(statement);
    this.statement = statement;
    this.text = text;
    this.recording = recording;
    this.bound = new @Nullable Object[statement.getParameterMetaData().getParameterCount()];
    clearBound();
  }

  private void clearBound() {
    Arrays.fill(bound, Gap.UNBOUND);
  }

  private void bind(int index, @Nullable Object value) throws SQLException {
    statement.setObject(index, value);
    bound[index - 1] = value;
  }

  @Override
  public void setNull(int index, int type) throws SQLException {
    bind(index, null);
  }

  @Override
  public void setNull(int index, int type, String name) throws SQLException {
    bind(index, null);
  }

  @Override
  public void setBoolean(int index, boolean value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setShort(int index, short value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setInt(int index, int value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setLong(int index, long value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setString(int index, @Nullable String value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setBytes(int index, byte @Nullable [] value) throws SQLException {
    bind(index, value);
  }

  @Override
  public void setObject(int index, @Nullable Object value) throws SQLException {
    bind(index, GroupFormat.requireKnown(value));
  }

  /** The way by which jOOQ binds octets by itself, and in batches whatever it is told. */
  @Override
  public void setBlob(int index, @Nullable Blob value) throws SQLException {
    bind(index, value == null ? null : value.getBytes(1, Math.toIntExact(value.length())));
  }

  @Override
  public void clearParameters() throws SQLException {
    super.clearParameters();
    clearBound();
  }

  @Override
  public int executeUpdate() throws SQLException {
    List<@Nullable Object> values = take();
    int rows = statement.executeUpdate();
    record(values, rows);
    return rows;
  }

  @Override
  public boolean execute() throws SQLException {
    List<@Nullable Object> values = take();
    boolean isQuery = statement.execute();
    if (!isQuery) {
      record(values, statement.getUpdateCount());
    }
    return isQuery;
  }

  @Override
  public long executeLargeUpdate() throws SQLException {
    return executeUpdate();
  }

  @Override
  public void addBatch() throws SQLException {
    List<@Nullable Object> values = take();
    if (hasGap(values)) {
      throw new IllegalStateException("batch: a value was bound by a way that is not recorded");
    }
    batch.add(values);
  }

  @Override
  public void clearBatch() throws SQLException {
    batch.clear();
  }

  /** Runs one after the other, as the database does by itself, so that those before one that fails are recorded too. */
  @Override
  public int[] executeBatch() throws SQLException {
    int[] rows = new int[batch.size()];
    for (int run = 0; run < rows.length; run++) {
      List<@Nullable Object> values = batch.get(run);
      for (int index = 0; index < values.size(); index++) {
        bind(index + 1, values.get(index));
      }
      rows[run] = executeUpdate();
    }
    batch.clear();
    return rows;
  }

  @Override
  public long[] executeLargeBatch() throws SQLException {
    return Arrays.stream(executeBatch()).asLongStream().toArray();
  }

  private List<@Nullable Object> take() {
    List<@Nullable Object> values = new ArrayList<>(bound.length);
    Collections.addAll(values, bound);
    clearBound();
    return values;
  }

  private void record(List<@Nullable Object> values, int rows) {
    if (rows <= 0) {
      return;
    }
    if (hasGap(values)) {
      recording.addUnknown();
    } else {
      recording.add(new Change(text, values, rows));
    }
  }

  private static boolean hasGap(List<@Nullable Object> values) {
    for (Object value : values) {
      if (value instanceof Gap) {
        return true;
      }
    }
    return false;
  }
}
