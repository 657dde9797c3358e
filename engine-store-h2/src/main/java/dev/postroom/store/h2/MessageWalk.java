package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;

import dev.postroom.id.MessageId;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSlice;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * One range of one index, walked from its newest end. What the index does not know of is asked of each message on the way, so where
 * there is such a filter the walk is given an end first: the last message that it may look at. To find it is to walk as far and to ask
 * each row for its place only, since but for the primary key an index begins with the mailbox alone.
 *
 * @param tables
 *          the tables of the mailbox
 * @param index
 *          the table whose index is walked
 * @param id
 *          its column of the message, the last of the index
 * @param leading
 *          the columns of the index before that, after the mailbox
 * @param range
 *          what they have to be
 * @param filter
 *          what else has to hold
 */
record MessageWalk(ScopedTables tables, Table<?> index, Field<UUID> id, List<? extends Field<?>> leading,
    List<Condition> range, List<Condition> filter) {
  private static final Comparator<UUID> NEWEST_FIRST = IdOrder.ASCENDING.reversed();
  private static final Comparator<MessageRow> ROWS_NEWEST_FIRST =
      Comparator.comparing(MessageWalk::idOf, NEWEST_FIRST);

  /** How far a walk goes: from before a message on, for so many rows, and past so many messages. */
  record Bounds(Optional<MessageId> before, int limit, int candidates) {}

  MessageSlice within(Bounds bounds) {
    Condition begin = bounds.before().map(last -> id.lt(last.value())).orElse(DSL.noCondition());
    Optional<UUID> end = filter.isEmpty() ? Optional.empty() : end(begin, bounds.candidates());
    List<MessageRow> rows = MessageRows.all(messages().and(DSL.and(range))
        .and(begin)
        .and(end.map(id::ge).orElse(DSL.noCondition()))
        .and(DSL.and(filter))
        .orderBy(order())
        .limit(bounds.limit()));
    return new MessageSlice(rows,
        rows.size() < bounds.limit() ? end.map(MessageId::new) : Optional.of(rows.getLast().id()));
  }

  private SelectConditionStep<Record> messages() {
    return index.equals(MESSAGE)
        ? tables.select(MESSAGE, MessageRows.COLUMNS)
        : tables.selectJoined(MESSAGE, index, MessageRows.COLUMNS).and(MESSAGE.MESSAGE_ID.eq(id));
  }

  private Optional<UUID> end(Condition begin, int candidates) {
    return tables.select(index, id)
        .and(DSL.and(range))
        .and(begin)
        .orderBy(order())
        .limit(1)
        .offset(candidates - 1)
        .fetchOptional(id);
  }

  /** Of messages by their ids alone the index is the primary key, which begins with the whole scope. */
  private List<SortField<?>> order() {
    return leading.isEmpty()
        ? tables.descending(index, id)
        : ScopedTables.descendingInMailbox(index,
            Stream.concat(leading.stream(), Stream.of(id)).toArray(Field<?>[]::new));
  }

  /** Only as far as every walk has come: what one of them found beyond, another may not have looked for yet. */
  static MessageSlice merged(List<MessageSlice> walks, int limit) {
    Optional<UUID> common =
        walks.stream().flatMap(walk -> walk.next().stream()).map(MessageId::value).min(NEWEST_FIRST);
    List<MessageRow> rows = walks.stream()
        .flatMap(walk -> walk.rows().stream())
        .filter(row -> common.stream().allMatch(last -> NEWEST_FIRST.compare(idOf(row), last) <= 0))
        .distinct()
        .sorted(ROWS_NEWEST_FIRST)
        .limit(limit)
        .toList();
    return new MessageSlice(rows,
        rows.size() < limit ? common.map(MessageId::new) : Optional.of(rows.getLast().id()));
  }

  private static UUID idOf(MessageRow row) {
    return row.id().value();
  }
}
