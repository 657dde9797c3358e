package dev.postroom.store.h2.redo;

import java.util.ArrayList;
import java.util.List;

/** The changes that a connection has made since it was last cleared. Used by the thread of the connection alone. */
public final class Recording {
  private final List<Change> changes = new ArrayList<>();
  private int unknown;
  private long octets;
  private int mark;
  private int unknownAtMark;

  void add(Change change) {
    changes.add(change);
    octets += change.octets();
  }

  /** There was a change that cannot be made again. */
  void addUnknown() {
    unknown++;
  }

  /** Begins what {@link #undo} takes back. */
  public void mark() {
    mark = changes.size();
    unknownAtMark = unknown;
  }

  /** Takes back what was added since the last mark. */
  public void undo() {
    changes.subList(mark, changes.size()).clear();
    unknown = unknownAtMark;
  }

  /** Whether there was a change that cannot be made again. */
  public boolean isIncomplete() {
    return unknown > 0;
  }

  /** About how many octets a group of them has; those that were taken back count too. */
  public long octets() {
    return octets;
  }

  /** All of them, in the order in which they were made; throws when there was one that cannot be made again. */
  public List<Change> changes() {
    if (isIncomplete()) {
      throw new IllegalStateException("statement: a value was bound by a way that is not recorded");
    }
    return changes;
  }

  /** Forgets all. */
  public void clear() {
    changes.clear();
    unknown = 0;
    octets = 0;
    mark();
  }
}
