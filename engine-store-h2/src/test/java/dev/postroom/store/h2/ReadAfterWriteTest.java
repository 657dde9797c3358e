package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Standing;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxRow;
import dev.postroom.testkit.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was answered to be written is what is read from then on, also by who asks the very same all the time. */
class ReadAfterWriteTest {
  private static final int WRITES = Effort.of(1_500, 30_000);
  private static final int ASKING = 3;

  @TempDir
  Path folder;

  @Test
  void no_read_after_a_write_finds_what_was_there_before() throws Exception {
    try (MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      readAfterWrites(store, () -> name(store));
    }
  }

  /** The control: who reads keeps what he has read, now and then. */
  @Test
  void a_read_that_was_kept_from_before_the_write_is_noticed() {
    AtomicInteger reads = new AtomicInteger();
    AtomicReference<String> kept = new AtomicReference<>("nothing yet");
    try (MailStore store = H2MailStore.open(folder)) {
      store.write(Furnished.house());
      assertThatThrownBy(() -> readAfterWrites(store,
          () -> reads.incrementAndGet() % 7 == 0 ? kept.get() : kept.updateAndGet(before -> name(store))))
          .isInstanceOf(AssertionError.class);
    }
  }

  private static void readAfterWrites(MailStore store, Supplier<String> reading) throws Exception {
    try (ExecutorService others = Executors.newFixedThreadPool(ASKING)) {
      AtomicBoolean over = new AtomicBoolean();
      List<Future<?>> asking = new ArrayList<>();
      for (int i = 0; i < ASKING; i++) {
        asking.add(others.submit(() -> {
          while (!over.get()) {
            assertThat(reading.get()).isNotEmpty();
          }
        }));
      }
      try {
        for (int i = 0; i < WRITES; i++) {
          String name = "name " + i;
          store.write(t -> {
            Furnished.mailbox(t).update(name, OptionalLong.empty());
            return name;
          });
          for (int again = 0; again < ASKING; again++) {
            assertThat(reading.get()).isEqualTo(name);
          }
        }
      } finally {
        over.set(true);
      }
      for (Future<?> each : asking) {
        each.get();
      }
    }
  }

  /** Asks twice: the moment that is seen is that of the first statement, and the second may come after a change. */
  private static String name(MailStore store) {
    return store.read(t -> {
      assertThat(t.standing(Furnished.MAILBOX)).isEqualTo(Standing.ACTIVE);
      return Furnished.mailbox(t).row().map(MailboxRow::displayName).orElseThrow();
    });
  }
}
