package dev.postroom.store.h2;

import static dev.postroom.store.h2.jooq.Tables.MESSAGE;

import dev.postroom.access.Scope;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.impl.DSL;

/** Which message points at which content, of all tenants: for the keeping of the segments, which knows of no tenants. */
record ContentRows(WorkUnit unit) {

  /** A message and where its content lies. */
  record Pointer(Scope.OfMailbox mailbox, MessageId message, ContentRef content) {}

  /** Those behind one in the order of places and messages: up to four ranges of it, since no database walks them as one. */
  List<Pointer> after(Optional<Pointer> last, int limit) {
    List<Pointer> found = new ArrayList<>();
    for (Condition range : last.map(this::rangesAfter).orElse(List.of(DSL.noCondition()))) {
      if (found.size() < limit) {
        found.addAll(within(range, limit - found.size()));
      }
    }
    return found;
  }

  private List<Condition> rangesAfter(Pointer last) {
    Condition sameMailbox = new ScopedTables(unit, last.mailbox()).confined(MESSAGE);
    List<Condition> ranges = new ArrayList<>();
    ranges.add(sameMailbox.and(MESSAGE.MESSAGE_ID.gt(last.message().value())));
    ranges.addAll(ScopedTables.rangesAfter(MESSAGE, last.mailbox()));
    return ranges;
  }

  private List<Pointer> within(Condition range, int limit) {
    List<SelectFieldOrAsterisk> wanted = new ArrayList<>(ScopedTables.byPlace(MESSAGE));
    wanted.addAll(
        List.of(MESSAGE.MESSAGE_ID, MESSAGE.CONTENT_SEGMENT, MESSAGE.CONTENT_OFFSET, MESSAGE.CONTENT_LENGTH));
    return unit.reading()
        .select(wanted)
        .from(MESSAGE)
        .where(range)
        .orderBy(ScopedTables.byPlaceAnd(MESSAGE, MESSAGE.MESSAGE_ID))
        .limit(limit)
        .fetch()
        .stream()
        .flatMap(row -> pointer(row).stream())
        .toList();
  }

  private static Optional<Pointer> pointer(Record row) {
    return ScopedTables.mailboxOf(MESSAGE, row)
        .map(place -> new Pointer(place, new MessageId(row.get(MESSAGE.MESSAGE_ID)), content(row)));
  }

  static ContentRef content(Record row) {
    return new ContentRef(row.get(MESSAGE.CONTENT_SEGMENT), row.get(MESSAGE.CONTENT_OFFSET),
        row.get(MESSAGE.CONTENT_LENGTH));
  }

  /** Where the content of a message lies now; nothing when there is no such message. */
  Optional<ContentRef> find(Scope.OfMailbox mailbox, MessageId message) {
    return new ScopedTables(unit, mailbox)
        .select(MESSAGE, MESSAGE.CONTENT_SEGMENT, MESSAGE.CONTENT_OFFSET, MESSAGE.CONTENT_LENGTH)
        .and(MESSAGE.MESSAGE_ID.eq(message.value()))
        .fetchOptional(ContentRows::content);
  }

  /** Has a message point at the copy of its content; nothing when it does not point at the original any more. */
  void move(Pointer from, ContentRef to) {
    new ScopedTables(unit, from.mailbox())
        .update(MESSAGE, row -> row.set(MESSAGE.CONTENT_SEGMENT, to.segment()).set(MESSAGE.CONTENT_OFFSET, to.offset()))
        .and(MESSAGE.MESSAGE_ID.eq(from.message().value()))
        .and(MESSAGE.CONTENT_SEGMENT.eq(from.content().segment()))
        .and(MESSAGE.CONTENT_OFFSET.eq(from.content().offset()))
        .execute();
  }
}
