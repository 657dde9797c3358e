package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.ContentRef;
import java.util.ArrayList;
import java.util.List;
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
  private boolean over;

  WorkUnit(Session session, Mode mode, EventPositions positions) {
    this.session = session;
    this.mode = mode;
    this.positions = positions;
  }

  DSLContext reading() {
    if (over || !thread.equals(Thread.currentThread())) {
      throw new IllegalStateException("transaction: over (expected: use while its work runs, on its thread)");
    }
    return session.sql();
  }

  DSLContext changing() {
    DSLContext sql = reading();
    if (mode == Mode.READ) {
      throw new IllegalStateException("transaction: a read (expected: a write)");
    }
    changed = true;
    return sql;
  }

  /** A statement that asks and is prepared once for the connection. */
  PlacedStatement asking(PlacedStatement.Building building, Scope place) {
    reading();
    return session.placed(this, building, place);
  }

  /** A statement that changes and is prepared once for the connection. */
  PlacedStatement changing(PlacedStatement.Building building, Scope place) {
    changing();
    return session.placed(this, building, place);
  }

  PreparedInserts inserts() {
    changing();
    return session.inserts();
  }

  long nextEventPosition() {
    return positions.next();
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
