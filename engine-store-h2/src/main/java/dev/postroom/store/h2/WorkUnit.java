package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.ContentRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;

/**
 * What one piece of work does to the database, and what is left to do once it is committed. It refuses to be used after its work
 * is over or on another thread, and changes nothing in a read.
 */
final class WorkUnit {

  /** What the work may do. */
  enum Mode {
    READ, WRITE
  }

  private final Session session;
  private final Mode mode;
  private final EventPositions positions;
  private final Thread thread = Thread.currentThread();
  private final List<ContentRef> freed = new ArrayList<>();
  private boolean changed;
  private boolean changedAtWill;
  private boolean wantsRowsForced;
  private boolean over;

  WorkUnit(Session session, Mode mode, EventPositions positions) {
    this.session = session;
    this.mode = mode;
    this.positions = positions;
  }

  private void requireNotOver() {
    if (over || !thread.equals(Thread.currentThread())) {
      throw new IllegalStateException("transaction: over (expected: use while its work runs, on its thread)");
    }
  }

  Confining confining() {
    return session.confining();
  }

  DSLContext reading() {
    requireNotOver();
    return session.sql();
  }

  DSLContext changing() {
    requireWrite();
    changedAtWill = true;
    session.known().forget();
    return session.sql();
  }

  private void requireWrite() {
    requireNotOver();
    if (mode == Mode.READ) {
      throw new IllegalStateException("transaction: a read (expected: a write)");
    }
    changed = true;
  }

  /** What is known of mailboxes without asking; nothing in a read, and once more was changed than is kept count of. */
  Optional<KnownMailboxes> known() {
    requireNotOver();
    return mode == Mode.WRITE && !changedAtWill ? Optional.of(session.known()) : Optional.empty();
  }

  /** A statement that asks and is prepared once for the connection. */
  PlacedStatement asking(PlacedStatement.Building building, Scope place) {
    requireNotOver();
    return session.placed(this, building, place);
  }

  /** A statement that looks across tenants on purpose. One that is confined to a place is refused when it is run. */
  PlacedStatement asking(PlacedStatement.Building building) {
    return asking(building, PlacedStatement.ANY);
  }

  /** A statement that changes and is prepared once for the connection; whoever runs it keeps right what is known. */
  PlacedStatement changing(PlacedStatement.Building building, Scope place) {
    requireWrite();
    return session.placed(this, building, place);
  }

  PreparedInserts inserts() {
    requireWrite();
    return session.inserts();
  }

  long nextEventPosition() {
    return positions.next();
  }

  /** Takes no new row any more that points at one of these segments. Not undone with the work. */
  void refuseRowsThatPointAt(Set<Long> segments) {
    requireNotOver();
    session.emptied().addAll(segments);
  }

  /** A content that was appended so long ago that its segment is being emptied has to be appended again. */
  void requireThere(ContentRef content) {
    if (session.emptied().contains(content.segment())) {
      throw Failures.unavailable("content: appended too long ago");
    }
  }

  /** Has the database itself hold what was committed up to now and with this work, before the work is answered. */
  void forceRowsAfterCommit() {
    requireNotOver();
    wantsRowsForced = true;
  }

  boolean wantsRowsForced() {
    return wantsRowsForced;
  }

  void freeAfterCommit(ContentRef content) {
    freed.add(content);
  }

  List<ContentRef> freed() {
    return freed;
  }

  boolean hasChanged() {
    return changed;
  }

  void end() {
    over = true;
  }
}
