package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;
import static dev.postroom.store.h2.jooq.Tables.MESSAGE_TOKEN;

import dev.postroom.message.Flag;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** An index by which messages of a mailbox are found: the mailbox, what they have in common, and the message. */
enum MessageIndex {
  /** All of them: the primary key, which begins with the whole scope. */
  IDS(MESSAGE, MESSAGE.MESSAGE_ID, List.of(), List.of()),
  FLAGS(MESSAGE, MESSAGE.MESSAGE_ID, List.of(MESSAGE.UNREAD, MESSAGE.ARCHIVED, MESSAGE.SENT),
      List.of(false, false, false)),
  THREADS(MESSAGE, MESSAGE.MESSAGE_ID, List.of(MESSAGE.THREAD_ID), List.of(new UUID(0, 0))),
  TOKENS(MESSAGE_TOKEN, MESSAGE_TOKEN.MESSAGE_ID, List.of(MESSAGE_TOKEN.TOKEN), List.of(new byte[0]));

  private final Table<?> table;
  private final Field<UUID> id;
  private final List<? extends Field<?>> leading;
  private final List<?> any;

  MessageIndex(Table<?> table, Field<UUID> id, List<? extends Field<?>> leading, List<?> any) {
    this.table = table;
    this.id = id;
    this.leading = leading;
    this.any = any;
  }

  /** The range of {@link #FLAGS} in which messages have these and no others. */
  static List<Boolean> exactly(Set<Flag> flags) {
    return Stream.of(Flag.UNREAD, Flag.ARCHIVED, Flag.SENT).map(flags::contains).toList();
  }

  Table<?> table() {
    return table;
  }

  /** The column of the message, the last of the index. */
  Field<UUID> id() {
    return id;
  }

  /** Values of the columns before it, which stand for those that a statement is run with. */
  List<?> any() {
    return any;
  }

  /** The messages that have these in common. */
  SelectConditionStep<Record> messages(ScopedTables tables, List<?> values) {
    SelectConditionStep<Record> all = table.equals(MESSAGE)
        ? tables.select(MESSAGE, MessageRows.COLUMNS)
        : tables.selectJoined(MESSAGE, table, MessageRows.COLUMNS).and(MESSAGE.MESSAGE_ID.eq(id));
    return all.and(range(values));
  }

  Condition range(List<?> values) {
    return DSL.and(IntStream.range(0, leading.size()).mapToObj(i -> is(leading.get(i), values.get(i))).toList());
  }

  private static <T> Condition is(Field<T> field, Object value) {
    return field.eq(DSL.val(value, field));
  }

  List<SortField<?>> newestFirst(ScopedTables tables) {
    return leading.isEmpty()
        ? tables.descending(table, id)
        : ScopedTables.descendingInMailbox(table,
            Stream.concat(leading.stream(), Stream.of(id)).toArray(Field<?>[]::new));
  }
}
