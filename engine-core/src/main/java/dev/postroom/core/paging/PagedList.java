package dev.postroom.core.paging;

import dev.postroom.id.TypedId;
import dev.postroom.paging.Page;
import dev.postroom.paging.PageCursor;
import dev.postroom.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A list that is read a page at a time in the order of its ids.
 *
 * @param <I>
 *          the type of the ids
 * @param <R>
 *          the type of the rows
 * @param cursors
 *          writes and reads the cursors
 * @param name
 *          the list and all that it is narrowed by
 * @param id
 *          from what a cursor holds to an id
 * @param idOf
 *          from a row to its id
 */
public record PagedList<I extends TypedId, R>(Cursors cursors, String name, Function<UUID, I> id, Function<R, I> idOf) {

  /** Reads rows after an id. */
  @FunctionalInterface
  public interface Rows<I, R> {
    List<R> after(Optional<I> id, int limit);
  }

  public <T> Page<T> page(PageRequest request, Rows<I, R> rows, Function<R, T> shown) {
    Optional<I> after = request.after().map(cursor -> id.apply(cursors.id(name, cursor)));
    List<R> found = rows.after(after, request.limit());
    Optional<PageCursor> next = found.size() < request.limit()
        ? Optional.empty()
        : Optional.of(cursors.after(name, idOf.apply(found.get(found.size() - 1)).value()));
    return new Page<>(found.stream().map(shown).toList(), next);
  }
}
