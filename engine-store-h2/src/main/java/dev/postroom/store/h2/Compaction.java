package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.store.h2.ContentRows.Pointer;
import dev.postroom.store.h2.segment.SegmentStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives the space of deleted small contents back.
 *
 * <h2>How is this designed, and why?</h2>
 * The rows alone say what is alive, so they are walked and not the segments: what a crash tore, or a refused transaction left behind,
 * needs no thought. A segment of which less than half is alive is emptied: each of its contents is copied to the end of the newest
 * segment, as it is, sealed, and its row is made to point there if it still points at the original. A copy is forced before the commit
 * of its row, like all that is appended, so a crash leaves the row at the one or at the other, and both are there.
 *
 * <p>
 * Copies take room before the originals give it back. So no more segments are emptied at once than there is room for, the emptiest first;
 * where there is none, only those go of which nothing is alive.
 *
 * <p>
 * A segment is deleted when no row points at it. For that to stay true, the writer takes no row any more that points at it, from
 * before the walk on: a content may have been appended to it long ago whose row comes only now. Who has read a row and opens its
 * content only now asks the row once more ({@link MovedContents}). What cannot be copied, being damaged, keeps its segment.
 */
final class Compaction {
  private static final int ROWS_AT_ONCE = 1_000;
  private static final int MOVED_AT_ONCE = 64;

  private final RunningDatabase database;
  private final SegmentStore segments;
  private final Runnable beforeEachStep;

  /**
   * Compacts when it is run.
   *
   * @param beforeEachStep
   *          ends the run by what it throws
   */
  Compaction(RunningDatabase database, SegmentStore segments, Runnable beforeEachStep) {
    this.database = database;
    this.segments = segments;
    this.beforeEachStep = beforeEachStep;
  }

  /** A segment of which less than half is alive. */
  record Sparse(long number, long length, long alive) {
    /** One that was made and never begun is worth it, too. */
    private boolean isWorthIt() {
      return alive == 0 || alive < length / 2;
    }
  }

  /**
   * Empties and deletes every segment that is worth it, as many at once as there is room for their copies.
   *
   * @return the octets of the deleted ones
   */
  long run() {
    List<Sparse> left = sparse(segments.retired());
    long deleted = 0;
    for (List<Sparse> some = fitting(left, room()); !some.isEmpty(); some = fitting(left, room())) {
      deleted += empty(some);
      left = left.subList(some.size(), left.size());
    }
    return deleted;
  }

  private long room() {
    return database.state().roomToMove();
  }

  /** The first ones whose contents take half of the room at most; what is all dead takes none. */
  static List<Sparse> fitting(List<Sparse> sparse, long room) {
    long left = room / 2;
    int count = 0;
    while (count < sparse.size() && (sparse.get(count).alive() == 0 || sparse.get(count).alive() <= left)) {
      left -= sparse.get(count).alive();
      count++;
    }
    return sparse.subList(0, count);
  }

  private long empty(List<Sparse> some) {
    Set<Long> numbers = some.stream().map(Sparse::number).collect(Collectors.toSet());
    refuseRowsThatPointAt(numbers);
    Set<Long> kept = moveOutOf(numbers);
    return some.stream()
        .filter(segment -> !kept.contains(segment.number()))
        .mapToLong(segment -> delete(segment.number(), segment.length()))
        .sum();
  }

  /** The emptiest first. */
  private List<Sparse> sparse(Map<Long, Long> lengths) {
    Map<Long, Long> alive = new HashMap<>();
    if (!lengths.isEmpty()) {
      forEachPage(page -> page.forEach(pointer -> alive.merge(pointer.content().segment(),
          SegmentStore.spaceOf(pointer.content()), Long::sum)));
    }
    return lengths.entrySet()
        .stream()
        .map(segment -> new Sparse(segment.getKey(), segment.getValue(), alive.getOrDefault(segment.getKey(), 0L)))
        .filter(Sparse::isWorthIt)
        .sorted(Comparator.comparingLong(Sparse::alive))
        .toList();
  }

  private void refuseRowsThatPointAt(Set<Long> numbers) {
    database.write(transaction -> {
      H2Transaction.unitOf(transaction).refuseRowsThatPointAt(numbers);
      return numbers;
    });
  }

  /** Answers which of the segments still have contents. */
  private Set<Long> moveOutOf(Set<Long> sparse) {
    Set<Long> kept = new HashSet<>();
    forEachPage(page -> {
      List<Pointer> here = page.stream().filter(pointer -> sparse.contains(pointer.content().segment())).toList();
      for (int from = 0; from < here.size(); from += MOVED_AT_ONCE) {
        move(here.subList(from, Math.min(here.size(), from + MOVED_AT_ONCE)), kept);
      }
    });
    return kept;
  }

  private void move(List<Pointer> some, Set<Long> kept) {
    Map<Pointer, ContentRef> copies = new LinkedHashMap<>();
    for (Pointer pointer : some) {
      beforeEachStep.run();
      database.state().requireRoomToMove();
      copied(pointer).ifPresentOrElse(copy -> copies.put(pointer, copy), () -> kept.add(pointer.content().segment()));
    }
    database.write(transaction -> {
      ContentRows rows = new ContentRows(H2Transaction.unitOf(transaction));
      copies.forEach(rows::move);
      return copies;
    });
  }

  /** Nothing when it cannot be read; its message may have been deleted since, but then nobody misses the copy. */
  private Optional<ContentRef> copied(Pointer pointer) {
    try (InputStream original = segments.contents(pointer.mailbox()).open(pointer.content(), pointer.message())) {
      return Optional
          .of(segments.contents(pointer.mailbox()).append(pointer.message(), copy -> original.transferTo(copy)));
    } catch (StoreException damaged) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long delete(long number, long length) {
    segments.deleteShared(number);
    return length;
  }

  private void forEachPage(Consumer<List<Pointer>> action) {
    Optional<Pointer> last = Optional.empty();
    do {
      beforeEachStep.run();
      Optional<Pointer> after = last;
      List<Pointer> page =
          database.read(transaction -> new ContentRows(H2Transaction.unitOf(transaction)).after(after, ROWS_AT_ONCE));
      action.accept(page);
      last = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast());
    } while (last.isPresent());
  }
}
