package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.StoreHealth;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreStateTest {
  private static final Logger LOGGER = Logger.getLogger(StoreState.class.getPackageName());

  /** Of a host whose log cannot be written. */
  private static final class FailingHandler extends Handler {
    @Override
    public void publish(LogRecord entry) {
      throw new IllegalStateException("injected: no log");
    }

    @Override
    public void flush() {
      // There is nothing.
    }

    @Override
    public void close() {
      // There is nothing.
    }
  }

  @Test
  void whoever_waits_is_refused_also_when_the_failure_cannot_be_logged(@TempDir Path folder) throws IOException {
    JobQueue writes = new JobQueue();
    StoreState state = new StoreState(writes, new JobQueue(), new DiskReserve(folder, 0, 0));
    Job<Integer> waiting = new Job<>(transaction -> 1);
    writes.add(waiting);
    Handler failing = new FailingHandler();
    LOGGER.addHandler(failing);
    try {
      assertThatThrownBy(() -> state.fail("injected", new IllegalStateException("the disk")))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      LOGGER.removeHandler(failing);
    }

    assertThatThrownBy(() -> waiting.await(Duration.ofSeconds(10))).isInstanceOf(StoreException.class)
        .hasMessageContaining("injected");
    assertThat(state.health()).isInstanceOf(StoreHealth.Failed.class);
  }
}
