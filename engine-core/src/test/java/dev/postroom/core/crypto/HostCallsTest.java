package dev.postroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
class HostCallsTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final CountDownLatch silence = new CountDownLatch(1);
  private final AtomicInteger made = new AtomicInteger();

  private Integer number() {
    return made.incrementAndGet();
  }

  private Integer numberWhenReleased() {
    int number = number();
    try {
      silence.await();
    } catch (InterruptedException told) {
      throw new IllegalStateException(told);
    }
    return number;
  }

  @Test
  void what_it_answers_and_throws_is_passed_on() {
    HostCalls calls = new HostCalls(HostCalls.USUAL);
    assertThat(calls.answer(this::number)).isOne();
    assertThatThrownBy(() -> calls.answer(() -> {
      throw new IllegalStateException("connection reset");
    })).isInstanceOf(IllegalStateException.class).hasMessage("connection reset");
    assertThatThrownBy(() -> calls.answer(() -> {
      throw new LinkageError("no client");
    })).isInstanceOf(LinkageError.class).hasMessage("no client");
  }

  @Test
  void an_interrupt_is_kept_for_later() {
    Thread.currentThread().interrupt();
    assertThat(new HostCalls(HostCalls.USUAL).answer(this::number)).isOne();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void what_hangs_is_given_up_and_takes_few_threads() throws Exception {
    HostCalls calls = new HostCalls(SHORT);
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int caller = 0; caller < 200; caller++) {
        all.add(callers.submit(() -> Building.assertFails(FailureReason.SEAL_UNAVAILABLE,
            () -> calls.answer(this::numberWhenReleased))));
      }
      for (Future<?> caller : all) {
        caller.get();
      }
    }
    assertThat(made).hasValue(64);
    silence.countDown();
  }
}
