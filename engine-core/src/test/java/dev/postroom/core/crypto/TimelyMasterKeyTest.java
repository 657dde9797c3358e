package dev.postroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.error.FailureReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimelyMasterKeyTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final byte[] SECRET = {1, 2, 3};
  private static final byte[] PLACE = {4};

  private final HostKey host = new HostKey("host");
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  private byte[] untilInterrupted(byte[] bytes) {
    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
    try {
      new CountDownLatch(1).await();
      return bytes;
    } catch (InterruptedException told) {
      underWay.decrementAndGet();
      throw new IllegalStateException(told);
    }
  }

  @Test
  void what_it_answers_and_throws_is_passed_on() {
    TimelyMasterKey key = new TimelyMasterKey(host, TimelyMasterKey.USUAL);
    assertThat(key.unwrap(key.wrap(SECRET, PLACE), PLACE)).isEqualTo(SECRET);
    assertThat(key.id()).isEqualTo("host");
    host.onWrapped = bytes -> {
      throw new IllegalStateException("connection reset");
    };
    assertThatThrownBy(() -> key.wrap(SECRET, PLACE)).isInstanceOf(IllegalStateException.class)
        .hasMessage("connection reset");
    host.onWrapped = bytes -> {
      throw new LinkageError("no client");
    };
    assertThatThrownBy(() -> key.wrap(SECRET, PLACE)).isInstanceOf(LinkageError.class).hasMessage("no client");
  }

  @Test
  void an_interrupt_is_kept_for_later() {
    TimelyMasterKey key = new TimelyMasterKey(host, TimelyMasterKey.USUAL);
    Thread.currentThread().interrupt();
    byte[] wrapped = key.wrap(SECRET, PLACE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(key.unwrap(wrapped, PLACE)).isEqualTo(SECRET);
  }

  @Test
  void what_hangs_is_given_up_and_interrupted_and_takes_few_threads() throws Exception {
    host.onWrapped = this::untilInterrupted;
    TimelyMasterKey key = new TimelyMasterKey(host, SHORT);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < 200; caller++) {
        all.add(callers.submit(
            () -> Building.assertFails(FailureReason.SEAL_UNAVAILABLE, () -> key.wrap(SECRET, PLACE))));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
    }
    assertThat(most.get()).isBetween(1, 64);
    await().untilAsserted(() -> assertThat(underWay).hasValue(0));
  }
}
