package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.LARGE_CONTENT;
import static dev.postroom.store.h2.jooq.Tables.MAILBOX;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;

import dev.postroom.access.Scope;
import dev.postroom.error.NotFoundException;
import dev.postroom.id.MessageId;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.Token;
import dev.postroom.store.h2.jooq.tables.records.MessageRecord;
import dev.postroom.store.h2.segment.SegmentStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.Query;

/** The messages of one mailbox, and the mailbox's count of them. */
record Messages(WorkUnit unit, Scope.OfMailbox place, ScopedTables tables) {
  private static final PlacedStatement.Building COUNT = Messages::counting;
  private static final PlacedStatement.Building IS_THERE = (unit, place) -> new ScopedTables(unit, place)
      .select(MESSAGE, MESSAGE.MESSAGE_ID)
      .and(MESSAGE.MESSAGE_ID.eq(new UUID(0, 0)));
  private static final PlacedStatement.Building DELETE_TOKEN = Messages::deletingToken;
  private static final PlacedStatement.Building FIND = (unit, place) -> new ScopedTables(unit, place)
      .select(MESSAGE, MessageRows.COLUMNS)
      .and(MESSAGE.MESSAGE_ID.eq(new UUID(0, 0)));

  Messages(WorkUnit unit, Scope.OfMailbox place) {
    this(unit, place, new ScopedTables(unit, place));
  }

  void insert(MessageRow message, Set<Token> tokens) {
    unit.requireThere(message.content());
    List<byte[]> codes = tokens.stream().map(TokenCodes::of).toList();
    PreparedInserts inserts = unit.inserts();
    inserts.message(place, message, codes);
    inserts.tokens(place, message.id(), codes);
    if (SegmentStore.isAlone(message.content())) {
      tables.insert(LARGE_CONTENT)
          .set(LARGE_CONTENT.MESSAGE_ID, message.id().value())
          .set(LARGE_CONTENT.CONTENT_SEGMENT, message.content().segment())
          .execute();
    }
    count(1, message.size());
  }

  /** What is written of a message outlives it, so no foreign key says that it must be there at first. */
  static void require(ScopedTables tables, MessageId id) {
    if (!tables.asking(IS_THERE).finds(id.value())) {
      throw new NotFoundException();
    }
  }

  /** Says too that the mailbox is there: no foreign key does, which would cost every arriving message one more index. */
  private void count(long messages, long octets) {
    if (tables.changing(COUNT).execute(messages, octets) == 0) {
      throw new NotFoundException();
    }
    unit.known().ifPresent(known -> known.counted(place, messages, octets));
  }

  private static Query counting(WorkUnit unit, Scope place) {
    return new ScopedTables(unit, place).update(MAILBOX, row -> row.set(MAILBOX.MESSAGES, MAILBOX.MESSAGES.plus(1))
        .set(MAILBOX.USED_OCTETS, MAILBOX.USED_OCTETS.plus(1)));
  }

  Optional<MessageRow> find(MessageId id) {
    return tables.asking(FIND).fetchOptional(MessageRows::read, id.value());
  }

  Set<Token> tokens(MessageId id) {
    return tables.select(MESSAGE, MESSAGE.TOKENS)
        .and(MESSAGE.MESSAGE_ID.eq(id.value()))
        .fetch(MESSAGE.TOKENS)
        .stream()
        .flatMap(joined -> TokenCodes.split(joined).stream())
        .map(TokenCodes::token)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void deleteTokens(MessageRecord message) {
    PlacedStatement delete = tables.changing(DELETE_TOKEN);
    TokenCodes.split(message.getTokens()).forEach(code -> delete.execute(code, message.getMessageId()));
  }

  private static Query deletingToken(WorkUnit unit, Scope place) {
    return new ScopedTables(unit, place).delete(MESSAGE_TOKEN)
        .and(MESSAGE_TOKEN.TOKEN.eq(new byte[0]))
        .and(MESSAGE_TOKEN.MESSAGE_ID.eq(new UUID(0, 0)));
  }

  boolean setFlags(MessageId id, Set<Flag> flags) {
    return tables.update(MESSAGE, row -> row.set(MESSAGE.UNREAD, flags.contains(Flag.UNREAD))
        .set(MESSAGE.ARCHIVED, flags.contains(Flag.ARCHIVED))
        .set(MESSAGE.SENT, flags.contains(Flag.SENT))).and(MESSAGE.MESSAGE_ID.eq(id.value())).execute() > 0;
  }

  boolean delete(MessageId id) {
    Optional<MessageRecord> found = tables.select(MESSAGE).and(MESSAGE.MESSAGE_ID.eq(id.value())).fetchOptional();
    found.ifPresent(message -> {
      deleteTokens(message);
      tables.delete(LARGE_CONTENT).and(LARGE_CONTENT.MESSAGE_ID.eq(id.value())).execute();
      tables.delete(MESSAGE).and(MESSAGE.MESSAGE_ID.eq(id.value())).execute();
      count(-1, -message.getSizeOctets());
      unit.freeAfterCommit(ContentRows.content(message));
    });
    return found.isPresent();
  }

  /** Deletes a whole end of the mailbox at once, which is one range of each index; what stayed of its messages is gone already. */
  int deleteNewest(int limit) {
    List<MessageRecord> newest = tables
        .select(MESSAGE, MESSAGE.MESSAGE_ID, MESSAGE.SIZE_OCTETS, MESSAGE.CONTENT_SEGMENT,
            MESSAGE.CONTENT_OFFSET, MESSAGE.CONTENT_LENGTH, MESSAGE.TOKENS)
        .orderBy(tables.descending(MESSAGE, MESSAGE.MESSAGE_ID))
        .limit(limit)
        .fetchInto(MESSAGE);
    if (!newest.isEmpty()) {
      MessageRecord last = newest.getLast();
      newest.forEach(this::deleteTokens);
      tables.delete(LARGE_CONTENT).and(LARGE_CONTENT.MESSAGE_ID.ge(last.getMessageId())).execute();
      tables.delete(MESSAGE).and(MESSAGE.MESSAGE_ID.ge(last.getMessageId())).execute();
      count(-newest.size(), -newest.stream().mapToLong(MessageRecord::getSizeOctets).sum());
      newest.forEach(message -> unit.freeAfterCommit(ContentRows.content(message)));
    }
    return newest.size();
  }
}
