package dev.postroom.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.core.cache.LiveTableProps.Numbered;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveTableTest {
  private static final int NAMES = 64;
  private static final int CHANGES = 20_000;

  @Test
  void it_grows_with_what_is_put_in_and_keeps_it() {
    LiveTable<Numbered> table = new LiveTable<>(400_000);
    put(table, 100_000, 1);
    assertThat(found(table, 100_000)).isGreaterThan(99_000);
  }

  @Test
  void it_holds_no_more_than_it_is_told_and_then_the_new_ones_take_the_place_of_others() {
    LiveTable<Numbered> table = new LiveTable<>(20_000);
    put(table, 100_000, 1);
    assertThat(found(table, 100_000)).isBetween(10_000L, 20_000L);
  }

  @Test
  void what_says_that_there_is_nothing_drives_out_its_like_before_anything_else() {
    LiveTable<Numbered> table = new LiveTable<>(40_000);
    put(table, 10_000, 1);
    long before = found(table, 10_000);
    for (int i = 0; i < 200_000; i++) {
      table.put(new Numbered(i, -1, 0, 0));
    }
    assertThat(found(table, 10_000)).isGreaterThan(before * 9 / 10);
  }

  private static void put(LiveTable<Numbered> table, int entries, int value) {
    for (int i = 0; i < entries; i++) {
      table.put(new Numbered(i, i * 31L, 0, value));
    }
  }

  private static long found(LiveTable<Numbered> table, int entries) {
    return IntStream.range(0, entries).filter(i -> table.find(i, i * 31L, 0).isPresent()).count();
  }

  /**
   * A store of numbers that only rise, two writers that change it, and two readers that ask the table first: what a reader is answered
   * is never older than what was answered to a writer before the reader asked.
   */
  @Test
  void no_answer_is_older_than_a_change_that_was_answered_before_it_was_asked_for() throws Exception {
    LiveTable<Numbered> table = new LiveTable<>(NAMES / 2);
    Stamps stamps = new Stamps(8);
    AtomicLongArray stored = new AtomicLongArray(NAMES);
    AtomicLongArray answered = new AtomicLongArray(NAMES);
    run(writer(0, stamps, stored, answered), writer(1, stamps, stored, answered),
        reader(2, table, stamps, stored, answered), reader(3, table, stamps, stored, answered));
  }

  private static Callable<Integer> writer(int seed, Stamps stamps, AtomicLongArray stored, AtomicLongArray answered) {
    SplittableRandom random = new SplittableRandom(seed);
    return () -> {
      for (int i = 0; i < CHANGES; i++) {
        int name = random.nextInt(NAMES);
        long changed = stored.incrementAndGet(name);
        if (random.nextInt(1_000) == 0) {
          stamps.changedAll();
        } else {
          stamps.changed(name);
        }
        answered.accumulateAndGet(name, changed, Math::max);
      }
      return seed;
    };
  }

  private static Callable<Integer> reader(int seed, LiveTable<Numbered> table, Stamps stamps, AtomicLongArray stored,
      AtomicLongArray answered) {
    SplittableRandom random = new SplittableRandom(seed);
    return () -> {
      for (int i = 0; i < 10 * CHANGES; i++) {
        int name = random.nextInt(NAMES);
        long least = answered.get(name);
        assertThat(ask(table, stamps, stored, name)).isGreaterThanOrEqualTo(least);
      }
      return seed;
    };
  }

  private static long ask(LiveTable<Numbered> table, Stamps stamps, AtomicLongArray stored, int name) {
    long stamp = stamps.of(name) + stamps.of(name / 8);
    return table.find(name, -name, stamp).map(Numbered::value).orElseGet(() -> {
      int read = (int) stored.get(name);
      table.put(new Numbered(name, -name, stamp, read));
      return read;
    });
  }

  @SafeVarargs
  private static void run(Callable<Integer>... works) throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(works.length)) {
      List<Future<Integer>> running = new ArrayList<>();
      for (Callable<Integer> work : works) {
        running.add(threads.submit(work));
      }
      for (Future<Integer> each : running) {
        each.get();
      }
    }
  }
}
