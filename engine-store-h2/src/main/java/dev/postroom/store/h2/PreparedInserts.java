package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.event.Event;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;

/** The inserts that every arriving message needs, prepared once for a connection: building them anew costs more than running them. */
final class PreparedInserts {
  private static final String MESSAGE = """
      insert into message (tenant_id, workspace_id, mailbox_id, message_id, thread_id, received_at, size_octets, unread,
        archived, sent, content_segment, content_offset, content_length, summary, trace, tokens)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String TOKENS =
      "insert into message_token (tenant_id, workspace_id, mailbox_id, token, message_id) values ";
  private static final String TOKEN = "(?, ?, ?, ?, ?)";
  private static final int TOKEN_COLUMNS = 5;
  private static final int MOST_TOKENS_AT_ONCE = 8;

  private static final String EVENT =
      """
          insert into event (log_position, event_id, tenant_id, workspace_id, mailbox_id, event_type, happened_at, actor_key_id, message_id, detail)
          values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private final Connection connection;
  private final PreparedStatement message;
  /** By how many tokens each inserts. */
  private final Map<Integer, PreparedStatement> tokens = new HashMap<>();
  private final PreparedStatement event;

  PreparedInserts(Connection connection) throws SQLException {
    this.connection = connection;
    message = connection.prepareStatement(MESSAGE);
    event = connection.prepareStatement(EVENT);
  }

  void message(Scope.OfMailbox place, MessageRow row, List<byte[]> codes) {
    try {
      setPlace(message, 0, place);
      message.setObject(4, row.id().value());
      message.setObject(5, row.thread().value());
      message.setLong(6, Micros.of(row.receivedAt()));
      message.setLong(7, row.size());
      message.setBoolean(8, row.flags().contains(Flag.UNREAD));
      message.setBoolean(9, row.flags().contains(Flag.ARCHIVED));
      message.setBoolean(10, row.flags().contains(Flag.SENT));
      message.setLong(11, row.content().segment());
      message.setLong(12, row.content().offset());
      message.setLong(13, row.content().length());
      message.setBytes(14, row.summary().toByteArray());
      message.setBytes(15, row.trace().toByteArray());
      message.setBytes(16, TokenCodes.joined(codes));
      message.executeUpdate();
    } catch (SQLException failure) {
      throw new DataAccessException("message", failure);
    }
  }

  void tokens(Scope.OfMailbox place, MessageId message, List<byte[]> codes) {
    try {
      for (int done = 0; done < codes.size(); done += MOST_TOKENS_AT_ONCE) {
        tokensAtOnce(place, message, codes.subList(done, Math.min(codes.size(), done + MOST_TOKENS_AT_ONCE)));
      }
    } catch (SQLException failure) {
      throw new DataAccessException("token", failure);
    }
  }

  private void tokensAtOnce(Scope.OfMailbox place, MessageId message, List<byte[]> codes) throws SQLException {
    PreparedStatement insert = tokens.get(codes.size());
    if (insert == null) {
      insert = connection.prepareStatement(TOKENS + String.join(", ", Collections.nCopies(codes.size(), TOKEN)));
      tokens.put(codes.size(), insert);
    }
    int before = 0;
    for (byte[] code : codes) {
      setPlace(insert, before, place);
      insert.setBytes(before + 4, code);
      insert.setObject(before + 5, message.value());
      before += TOKEN_COLUMNS;
    }
    insert.executeUpdate();
  }

  void event(long position, Event row) {
    try {
      event.setLong(1, position);
      event.setObject(2, row.id().value());
      event.setObject(3, row.scope().tenant().value());
      event.setObject(4, workspace(row.scope()).orElse(null));
      event.setObject(5, mailbox(row.scope()).orElse(null));
      event.setShort(6, Codes.of(row.type()));
      event.setLong(7, Micros.of(row.at()));
      event.setObject(8, row.actor().map(KeyId::value).orElse(null));
      event.setObject(9, row.message().map(MessageId::value).orElse(null));
      event.setString(10, row.detail().orElse(null));
      event.executeUpdate();
    } catch (SQLException failure) {
      throw new DataAccessException("event", failure);
    }
  }

  private static Optional<UUID> workspace(Scope scope) {
    return switch (scope) {
      case Scope.OfTenant tenant -> Optional.empty();
      case Scope.OfWorkspace workspace -> Optional.of(workspace.workspace().value());
      case Scope.OfMailbox mailbox -> Optional.of(mailbox.workspace().value());
    };
  }

  private static Optional<UUID> mailbox(Scope scope) {
    return scope instanceof Scope.OfMailbox mailbox ? Optional.of(mailbox.mailbox().value()) : Optional.empty();
  }

  private static void setPlace(PreparedStatement insert, int before, Scope.OfMailbox place) throws SQLException {
    insert.setObject(before + 1, place.tenant().value());
    insert.setObject(before + 2, place.workspace().value());
    insert.setObject(before + 3, place.mailbox().value());
  }
}
