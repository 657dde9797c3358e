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
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Query;
import org.jooq.exception.DataAccessException;

/**
 * A statement of one mailbox that is built once and run for one mailbox after another, since building it costs many times what
 * running it does. {@link ScopedTables} confines it like every other, for a mailbox that stands for all; wherever an id of that
 * one is bound, the id of the wanted one takes its stead. So it can no more be forgotten to be confined than others can.
 */
final class PlacedStatement {
  private static final Scope.OfMailbox ANY = new Scope.OfTenant(new TenantId(new UUID(0x706f7374726f6f6dL, 1)))
      .workspace(new WorkspaceId(new UUID(0x706f7374726f6f6dL, 2)))
      .mailbox(new MailboxId(new UUID(0x706f7374726f6f6dL, 3)));

  /** Builds a statement for a mailbox. */
  @FunctionalInterface
  interface Building {
    Query at(WorkUnit unit, Scope.OfMailbox place);
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

  private final PreparedStatement statement;
  private final List<Bound> bound;

  private PlacedStatement(PreparedStatement statement, List<Bound> bound) {
    this.statement = statement;
    this.bound = bound;
  }

  static PlacedStatement prepare(Connection connection, WorkUnit unit, Building building) {
    Query query = building.at(unit, ANY);
    List<Bound> bound = new ArrayList<>();
    query.getBindValues().forEach(value -> bound.add(Bound.of(value)));
    try {
      return new PlacedStatement(connection.prepareStatement(query.getSQL()), bound);
    } catch (SQLException failure) {
      throw new DataAccessException("prepare", failure);
    }
  }

  <T> Optional<T> fetchOptional(Scope.OfMailbox place, Mapping<T> mapping) {
    try {
      bind(place, List.of());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(mapping.of(rows)) : Optional.empty();
      }
    } catch (SQLException failure) {
      throw new DataAccessException("fetch", failure);
    }
  }

  /** Changes rows; the values are those of the building, in their order. */
  int update(Scope.OfMailbox place, List<Object> values) {
    try {
      bind(place, values);
      return statement.executeUpdate();
    } catch (SQLException failure) {
      throw new DataAccessException("update", failure);
    }
  }

  private void bind(Scope.OfMailbox place, List<Object> values) throws SQLException {
    Iterator<Object> next = values.iterator();
    int index = 0;
    for (Bound each : bound) {
      index++;
      statement.setObject(index, switch (each) {
        case TENANT -> place.tenant().value();
        case WORKSPACE -> place.workspace().value();
        case MAILBOX -> place.mailbox().value();
        case VALUE -> next.next();
      });
    }
  }
}
