package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Query;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of one rung that is built once and run for one place after another, since building it costs many times what running
 * it does. {@link ScopedTables} confines it like every other, for a place that stands for all of its rung; wherever an id of that
 * one is bound, the id of the wanted one takes its stead. So it can no more be forgotten to be confined than others can. One that
 * looks across tenants on purpose binds no id of a place, and only the classes that a test names may ask it.
 */
final class PlacedStatement {
  /** Nobody's, and stands for everybody's. */
  static final Scope.OfMailbox ANY = new Scope.OfTenant(new TenantId(new UUID(0x706f7374726f6f6dL, 1)))
      .workspace(new WorkspaceId(new UUID(0x706f7374726f6f6dL, 2)))
      .mailbox(new MailboxId(new UUID(0x706f7374726f6f6dL, 3)));

  /** Builds a statement for a place; what it binds besides the place is bound anew with each run, and is no null here. */
  @FunctionalInterface
  interface Building {
    Query at(WorkUnit unit, Scope place);
  }

  /** Reads the row that is found. */
  @FunctionalInterface
  interface Mapping<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What stands at one place of a statement where something is bound. */
  private enum Bound {
    TENANT, WORKSPACE, MAILBOX, VALUE;

    static Bound of(Object value) {
      if (value.equals(ANY.tenant().value())) {
        return TENANT;
      }
      if (value.equals(ANY.workspace().value())) {
        return WORKSPACE;
      }
      return value.equals(ANY.mailbox().value()) ? MAILBOX : VALUE;
    }
  }

  /** A statement that waits for its places. */
  record Prepared(PreparedStatement statement, List<Bound> bound) {

    static Prepared on(Connection connection, WorkUnit unit, Building building, Scope rung) {
      Query query = building.at(unit, anyOf(rung));
      List<Bound> bound = new ArrayList<>();
      query.getBindValues().forEach(value -> bound.add(Bound.of(value)));
      try {
        return new Prepared(connection.prepareStatement(query.getSQL()), bound);
      } catch (SQLException failure) {
        throw new DataAccessException("prepare", failure);
      }
    }

    private static Scope anyOf(Scope rung) {
      return switch (rung) {
        case Scope.OfTenant tenant -> ANY.inWorkspace().inTenant();
        case Scope.OfWorkspace workspace -> ANY.inWorkspace();
        case Scope.OfMailbox mailbox -> ANY;
      };
    }
  }

  private final Prepared prepared;
  private final Scope place;

  PlacedStatement(Prepared prepared, Scope place) {
    this.prepared = prepared;
    this.place = place;
  }

  /** The first row; the values are those of the building, in their order. */
  <T> Optional<T> fetchOptional(Mapping<T> mapping, @Nullable Object... values) {
    return fetch(mapping, values).stream().findFirst();
  }

  /** Whether there is a row; the values are those of the building, in their order. */
  boolean finds(@Nullable Object... values) {
    return !fetch(row -> true, values).isEmpty();
  }

  /** All rows; the values are those of the building, in their order. */
  <T> List<T> fetch(Mapping<T> mapping, @Nullable Object... values) {
    List<T> found = new ArrayList<>();
    try {
      bind(values);
      try (ResultSet rows = prepared.statement().executeQuery()) {
        while (rows.next()) {
          found.add(mapping.of(rows));
        }
      }
    } catch (SQLException failure) {
      throw new DataAccessException("fetch", failure);
    }
    return found;
  }

  /** Changes rows; the values are those of the building, in their order. Returns how many there were. */
  int execute(@Nullable Object... values) {
    try {
      bind(values);
      return prepared.statement().executeUpdate();
    } catch (SQLException failure) {
      throw new DataAccessException("execute", failure);
    }
  }

  private void bind(@Nullable Object... values) throws SQLException {
    int next = 0;
    int index = 0;
    for (Bound each : prepared.bound()) {
      index++;
      prepared.statement().setObject(index, each == Bound.VALUE ? values[next++] : id(each));
    }
    if (next < values.length) {
      throw new IllegalStateException("statement: more values than it binds");
    }
  }

  private UUID id(Bound which) {
    return switch (place) {
      case Scope nobody when nobody.equals(ANY) ->
          throw new IllegalStateException("statement: of a place, and asked for none");
      case Scope any when which == Bound.TENANT -> any.tenant().value();
      case Scope.OfWorkspace workspace when which == Bound.WORKSPACE -> workspace.workspace().value();
      case Scope.OfMailbox mailbox when which == Bound.WORKSPACE -> mailbox.workspace().value();
      case Scope.OfMailbox mailbox when which == Bound.MAILBOX -> mailbox.mailbox().value();
      case Scope above -> throw new IllegalStateException("statement: of a rung below its place");
    };
  }
}
