package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSlice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * One range of one index, walked from its newest end. What the index does not know of is asked of each message on the way, so where
 * there is such a filter the walk is given an end first: the last message that it may look at. To find it is to walk as far and to ask
 * each row for its place only, since but for the primary key an index begins with the mailbox alone.
 *
 * @param tables
 *          the tables of the mailbox
 * @param index
 *          what is walked
 * @param range
 *          what the messages have in common, as the index has it
 * @param filter
 *          what else has to hold
 */
record MessageWalk(ScopedTables tables, MessageIndex index, List<?> range, List<Condition> filter) {
  private static final Comparator<UUID> NEWEST_FIRST = IdOrder.ASCENDING.reversed();
  private static final Comparator<MessageRow> ROWS_NEWEST_FIRST =
      Comparator.comparing(MessageWalk::idOf, NEWEST_FIRST);

  /** How far a walk goes: from before a message on, for so many rows, and past so many messages. */
  record Bounds(Optional<MessageId> before, int limit, int candidates) {}

  /** A walk that asks for nothing else: what most lists are, so it is prepared. */
  record Unfiltered(MessageIndex index, boolean goesOn) implements PlacedStatement.Building {

    @Override
    public Query at(WorkUnit unit, Scope place) {
      ScopedTables tables = new ScopedTables(unit, place);
      return index.messages(tables, index.any())
          .and(goesOn ? index.id().lt(new UUID(0, 0)) : DSL.noCondition())
          .orderBy(index.newestFirst(tables))
          .limit(1);
    }
  }

  MessageSlice within(Bounds bounds) {
    Optional<UUID> end = filter.isEmpty() ? Optional.empty() : end(bounds);
    List<MessageRow> rows = filter.isEmpty() ? unfiltered(bounds) : filtered(bounds, end);
    return new MessageSlice(rows,
        rows.size() < bounds.limit() ? end.map(MessageId::new) : Optional.of(rows.getLast().id()));
  }

  private List<MessageRow> unfiltered(Bounds bounds) {
    List<Object> values = new ArrayList<>(range);
    bounds.before().ifPresent(last -> values.add(last.value()));
    values.add(bounds.limit());
    return tables.asking(new Unfiltered(index, bounds.before().isPresent()))
        .fetch(MessageRows::read, values.toArray());
  }

  private List<MessageRow> filtered(Bounds bounds, Optional<UUID> end) {
    return MessageRows.all(index.messages(tables, range)
        .and(begin(bounds))
        .and(end.map(index.id()::ge).orElse(DSL.noCondition()))
        .and(DSL.and(filter))
        .orderBy(index.newestFirst(tables))
        .limit(bounds.limit()));
  }

  private Optional<UUID> end(Bounds bounds) {
    return tables.select(index.table(), index.id())
        .and(index.range(range))
        .and(begin(bounds))
        .orderBy(index.newestFirst(tables))
        .limit(1)
        .offset(bounds.candidates() - 1)
        .fetchOptional(index.id());
  }

  private Condition begin(Bounds bounds) {
    return bounds.before().map(last -> index.id().lt(last.value())).orElse(DSL.noCondition());
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
