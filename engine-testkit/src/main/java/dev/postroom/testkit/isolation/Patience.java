package dev.postroom.testkit.isolation;

import dev.postroom.event.Event;
import dev.postroom.event.EventQuery;
import dev.postroom.event.Subscription;
import dev.postroom.paging.PageCursor;
import dev.postroom.session.EventSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Waits for what an engine does by itself, and for no longer than anybody would. */
final class Patience {
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMillis(2);

  /** An event, and where it stands. */
  record Told(Event event, PageCursor cursor) {}

  private Patience() {}

  static void until(BooleanSupplier done) {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not done within " + LONGEST);
      }
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
  }

  /** The first event of which something is so. */
  static Told first(EventSource source, Predicate<Event> wanted) throws InterruptedException {
    List<Told> until = upTo(source, wanted);
    return until.get(until.size() - 1);
  }

  /** All events from the oldest on up to one of which something is so. */
  static List<Told> upTo(EventSource source, Predicate<Event> wanted) throws InterruptedException {
    BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    List<Told> seen = new ArrayList<>();
    try (Subscription subscription =
        source.subscribe(EventQuery.fromOldest(), (event, cursor) -> told.add(new Told(event, cursor)))) {
      while (seen.isEmpty() || !wanted.test(seen.get(seen.size() - 1).event())) {
        Told next = told.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
          throw new AssertionError("no such event: " + subscription.failure());
        }
        seen.add(next);
      }
    }
    return seen;
  }
}
