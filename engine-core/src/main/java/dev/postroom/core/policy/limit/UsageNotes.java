package dev.postroom.core.policy.limit;

import dev.postroom.access.Standing;
import dev.postroom.core.event.Changes;
import dev.postroom.error.PostroomException;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.UsageKind;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was used and limits nothing: counted in memory and written now and then, beside the message that comes next, and at the end.
 * So a message that is received does not pay for its statistics. A crash loses what was not written: it shows in nothing but usage.
 */
public final class UsageNotes implements AutoCloseable {
  private static final Duration COARSENESS = Duration.ofSeconds(10);
  private static final int MOST_AT_ONCE = 500;

  private record Note(Level level, UsageKind kind, LocalDate day) {
    boolean isOf(Level other, UsageKind wanted, LocalDate first, LocalDate last) {
      return kind == wanted && level.equals(other) && !day.isBefore(first) && !day.isAfter(last);
    }
  }

  private final Changes changes;
  private final Executor background;
  private final Clock clock;
  private final Map<Note, Long> notes = new ConcurrentHashMap<>();
  private final AtomicLong writtenAt;

  public UsageNotes(Changes changes, Executor background, Clock clock) {
    this.changes = changes;
    this.background = background;
    this.clock = clock;
    this.writtenAt = new AtomicLong(clock.millis());
  }

  void note(Level level, UsageKind kind, LocalDate day) {
    notes.merge(new Note(level, kind, day), 1L, Long::sum);
    long last = writtenAt.get();
    long now = clock.millis();
    if (Math.abs(now - last) >= COARSENESS.toMillis() && writtenAt.compareAndSet(last, now)) {
      background.execute(this::writeIfPossible);
    }
  }

  /** What is counted and not written yet. */
  long pending(Level level, UsageKind kind, LocalDate first, LocalDate last) {
    return notes.entrySet()
        .stream()
        .filter(entry -> entry.getKey().isOf(level, kind, first, last))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Writes what was counted so far. */
  public synchronized void write() {
    List<Map.Entry<Note, Long>> all =
        notes.entrySet().stream().map(entry -> Map.entry(entry.getKey(), entry.getValue())).toList();
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<Map.Entry<Note, Long>> some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      changes.make(transaction -> {
        some.forEach(entry -> count(transaction, entry.getKey(), entry.getValue()));
        changes.afterwards(() -> some.forEach(entry -> written(entry.getKey(), entry.getValue())));
        return some.size();
      });
    }
  }

  private static void count(StoreTransaction transaction, Note note, long amount) {
    if (transaction.standing(note.level().place()) != Standing.ERASED) {
      note.level().table(transaction).count(note.kind(), note.day(), amount);
    }
  }

  private void written(Note note, long amount) {
    notes.computeIfPresent(note, (same, counted) -> counted == amount ? null : Long.valueOf(counted - amount));
  }

  /** Not while nobody knows whether what was written before is: it would be counted twice. */
  private void writeIfPossible() {
    try {
      if (!changes.undecided().isAny()) {
        write();
      }
    } catch (PostroomException theNextTimeTriesAgain) {
      // What is noted stays noted.
    }
  }

  @Override
  public void close() {
    writeIfPossible();
  }
}
