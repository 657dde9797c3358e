package dev.postroom.paging;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list. A page may be shorter than asked for and still have a next one; it is the last exactly when there is no cursor.
 *
 * @param <T>
 *          the type of the items
 * @param items
 *          the items, in order
 * @param next
 *          where this page ended, when there may be more
 */
public record Page<T>(List<T> items, Optional<PageCursor> next) implements Iterable<T> {

  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
  }

  @Override
  public Iterator<T> iterator() {
    return items.iterator();
  }
}
