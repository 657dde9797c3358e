package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;

import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.Token;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * Finds messages of one mailbox, newest first. Each way walks one index from its end and stops at the limit: no statement gathers
 * a mailbox to sort it. Several tokens are several walks, merged.
 */
record MessageSearch(ScopedTables tables) {
  private static final Comparator<MessageRow> NEWEST_FIRST = Comparator
      .<MessageRow, UUID>comparing(row -> row.id().value(), IdOrder.ASCENDING.reversed());

  List<MessageRow> list(MessageSelection wanted) {
    Condition condition = conditions(wanted);
    if (!wanted.from().isEmpty()) {
      return walkTokens(wanted.from(),
          condition.and(before(MESSAGE_TOKEN.MESSAGE_ID, wanted)).and(carriesAny(wanted.to())),
          wanted.limit());
    }
    if (!wanted.to().isEmpty()) {
      return walkTokens(wanted.to(), condition.and(before(MESSAGE_TOKEN.MESSAGE_ID, wanted)), wanted.limit());
    }
    return tables.select(MESSAGE)
        .and(condition)
        .and(before(MESSAGE.MESSAGE_ID, wanted))
        .orderBy(tables.descending(MESSAGE, leading(wanted)))
        .limit(wanted.limit())
        .fetch(Messages::map);
  }

  List<MessageRow> byToken(Collection<Token> tokens, int limit) {
    return walkTokens(Set.copyOf(tokens), DSL.noCondition(), limit);
  }

  private List<MessageRow> walkTokens(Set<Token> tokens, Condition condition, int limit) {
    return tokens.stream()
        .flatMap(token -> walk(token, condition, limit))
        .distinct()
        .sorted(NEWEST_FIRST)
        .limit(limit)
        .toList();
  }

  private Stream<MessageRow> walk(Token token, Condition condition, int limit) {
    SelectConditionStep<Record> messages = tables.selectJoined(MESSAGE, MESSAGE_TOKEN)
        .and(MESSAGE.MESSAGE_ID.eq(MESSAGE_TOKEN.MESSAGE_ID))
        .and(is(token))
        .and(condition);
    return messages
        .orderBy(tables.descending(MESSAGE_TOKEN, MESSAGE_TOKEN.TOKEN, MESSAGE_TOKEN.MESSAGE_ID))
        .limit(limit)
        .fetch(Messages::map)
        .stream();
  }

  private Condition carriesAny(Set<Token> tokens) {
    if (tokens.isEmpty()) {
      return DSL.noCondition();
    }
    return DSL.or(tokens.stream().map(this::carries).toList());
  }

  /** One look at the index for each token: an "or" inside of it would walk all that the mailbox has. */
  private Condition carries(Token token) {
    var other = MESSAGE_TOKEN.as("other");
    return DSL.exists(DSL.selectOne()
        .from(other)
        .where(tables.confined(other))
        .and(other.TOKEN.eq(TokenCodes.of(token)))
        .and(other.MESSAGE_ID.eq(MESSAGE.MESSAGE_ID)));
  }

  private static Condition is(Token token) {
    return MESSAGE_TOKEN.TOKEN.eq(TokenCodes.of(token));
  }

  private static Condition conditions(MessageSelection wanted) {
    return DSL.and(
        DSL.and(wanted.with().stream().map(flag -> column(flag).eq(true)).toList()),
        DSL.and(wanted.without().stream().map(flag -> column(flag).eq(false)).toList()),
        wanted.since().map(time -> MESSAGE.RECEIVED_AT.ge(Micros.notBefore(time))).orElse(DSL.noCondition()),
        wanted.until().map(time -> MESSAGE.RECEIVED_AT.lt(Micros.notBefore(time))).orElse(DSL.noCondition()),
        wanted.thread().map(thread -> MESSAGE.THREAD_ID.eq(thread.value())).orElse(DSL.noCondition()));
  }

  /** On the column that leads the walk, so that it begins there. */
  private static Condition before(Field<UUID> id, MessageSelection wanted) {
    return wanted.before().map(last -> id.lt(last.value())).orElse(DSL.noCondition());
  }

  private static TableField<?, Boolean> column(Flag flag) {
    return switch (flag) {
      case UNREAD -> MESSAGE.UNREAD;
      case ARCHIVED -> MESSAGE.ARCHIVED;
      case SENT -> MESSAGE.SENT;
    };
  }

  /** The columns after the scope of the index that narrows most; their names in the order let it be walked backwards. */
  private static Field<?>[] leading(MessageSelection wanted) {
    if (wanted.thread().isPresent()) {
      return new Field<?>[]{MESSAGE.THREAD_ID, MESSAGE.MESSAGE_ID};
    }
    if (wanted.with().contains(Flag.SENT)) {
      return new Field<?>[]{MESSAGE.SENT, MESSAGE.MESSAGE_ID};
    }
    return wanted.with().contains(Flag.UNREAD)
        ? new Field<?>[]{MESSAGE.UNREAD, MESSAGE.MESSAGE_ID}
        : new Field<?>[]{MESSAGE.MESSAGE_ID};
  }
}
