package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.SEND;

import dev.postroom.id.MessageId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.SendRow;
import dev.postroom.spi.store.Token;
import dev.postroom.store.h2.PlacedStatement.Building;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Query;

/** The sends of one mailbox, by their idempotency keys. */
record Sends(ScopedTables tables) {
  private static final TokenColumn KEY = new TokenColumn(Token.Kind.SEND);
  private static final Building INSERT = (unit, place) -> insert(new ScopedTables(unit, place));
  static final Building FIND = (unit, place) -> find(new ScopedTables(unit, place));
  static final Building OF_MESSAGE = (unit, place) -> new ScopedTables(unit, place).select(SEND, SEND.MESSAGE_ID)
      .and(SEND.MESSAGE_ID.eq(new UUID(0, 0)));
  private static final Building DELETE = (unit, place) -> new ScopedTables(unit, place).delete(SEND)
      .and(SEND.MESSAGE_ID.eq(new UUID(0, 0)));

  private static Query insert(ScopedTables tables) {
    return tables.insert(SEND)
        .set(SEND.TOKEN, new byte[0])
        .set(SEND.TOKEN_VERSION, 0)
        .set(SEND.MESSAGE_ID, new UUID(0, 0))
        .set(SEND.RECEIPT, new byte[0]);
  }

  private static Query find(ScopedTables tables) {
    return tables.select(SEND, SEND.MESSAGE_ID, SEND.RECEIPT)
        .and(SEND.TOKEN.eq(new byte[0]))
        .and(SEND.TOKEN_VERSION.eq(0));
  }

  void insert(SendRow send) {
    Messages.require(tables, send.message());
    tables.changing(INSERT)
        .execute(KEY.valueOf(send.key()), send.key().version(), send.message().value(),
            send.receipt().toByteArray());
  }

  Optional<SendRow> find(Collection<Token> keys) {
    return KEY.findable(keys).stream().flatMap(key -> find(key).stream()).findFirst();
  }

  private Optional<SendRow> find(Token key) {
    return tables.asking(FIND)
        .fetchOptional(row -> new SendRow(key, new MessageId(row.getObject(1, UUID.class)),
            SealedBytes.copyOf(row.getBytes(2))), KEY.valueOf(key), key.version());
  }

  boolean isOf(MessageId message) {
    return tables.asking(OF_MESSAGE).finds(message.value());
  }

  void deleteOf(MessageId message) {
    tables.changing(DELETE).execute(message.value());
  }
}
