package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;

import dev.postroom.id.MessageId;
import dev.postroom.id.ThreadId;
import dev.postroom.message.Flag;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.MessageRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.exception.DataAccessException;

/** Rows of messages as the driver has them: a record of jOOQ between the two is half of what a page of them costs. */
final class MessageRows {
  /** What a statement selects, in the order in which it is read. */
  static final Field<?>[] COLUMNS = {MESSAGE.MESSAGE_ID, MESSAGE.THREAD_ID, MESSAGE.RECEIVED_AT, MESSAGE.SIZE_OCTETS,
      MESSAGE.UNREAD, MESSAGE.ARCHIVED, MESSAGE.SENT, MESSAGE.CONTENT_SEGMENT, MESSAGE.CONTENT_OFFSET,
      MESSAGE.CONTENT_LENGTH, MESSAGE.SUMMARY, MESSAGE.TRACE};

  private MessageRows() {}

  static List<MessageRow> all(ResultQuery<?> query) {
    List<MessageRow> all = new ArrayList<>();
    try (ResultSet rows = query.fetchResultSet()) {
      while (rows.next()) {
        all.add(read(rows));
      }
    } catch (SQLException failure) {
      throw new DataAccessException("fetch", failure);
    }
    return all;
  }

  static MessageRow read(ResultSet row) throws SQLException {
    return new MessageRow(new MessageId(row.getObject(1, UUID.class)), new ThreadId(row.getObject(2, UUID.class)),
        Micros.toInstant(row.getLong(3)), row.getLong(4),
        flags(row.getBoolean(5), row.getBoolean(6), row.getBoolean(7)),
        new ContentRef(row.getLong(8), row.getLong(9), row.getLong(10)), SealedBytes.copyOf(row.getBytes(11)),
        SealedBytes.copyOf(row.getBytes(12)));
  }

  private static Set<Flag> flags(boolean unread, boolean archived, boolean sent) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (unread) {
      flags.add(Flag.UNREAD);
    }
    if (archived) {
      flags.add(Flag.ARCHIVED);
    }
    if (sent) {
      flags.add(Flag.SENT);
    }
    return flags;
  }
}
