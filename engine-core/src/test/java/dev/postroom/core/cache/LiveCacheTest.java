package dev.postroom.core.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveCacheTest {
  private final AtomicInteger stored = new AtomicInteger(1);
  private final Undecided undecided = new Undecided();
  private final LiveCache<String, Integer> cache = new LiveCache<>(10, undecided, key -> stored.get());

  @Test
  void it_answers_what_was_read_until_that_is_dropped() {
    assertThat(cache.peek("a")).isEmpty();
    assertThat(cache.get("a")).isEqualTo(1);
    stored.set(2);
    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.peek("a")).contains(1);
    cache.drop("a");
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void what_is_dropped_while_it_is_read_is_not_kept_and_dropping_waits_for_nobody() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch dropped = new CountDownLatch(1);
    LiveCache<String, Integer> slow = new LiveCache<>(10, undecided, key -> {
      int read = stored.get();
      begun.countDown();
      awaited(dropped);
      return read;
    });
    CompletableFuture<Integer> before = CompletableFuture.supplyAsync(() -> slow.get("a"));
    awaited(begun);
    stored.set(2);
    assertThat(slow.peek("a")).isEmpty();
    slow.drop("a");
    dropped.countDown();

    assertThat(before.join()).isEqualTo(1);
    assertThat(slow.get("a")).isEqualTo(2);
  }

  @Test
  void who_waits_for_a_read_that_fails_reads_for_himself() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger reads = new AtomicInteger();
    LiveCache<String, Integer> failing = new LiveCache<>(10, undecided, key -> {
      if (reads.getAndIncrement() == 0) {
        begun.countDown();
        awaited(waiting);
        throw new IllegalStateException("of the first");
      }
      return stored.get();
    });
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> failing.get("a"));
    awaited(begun);
    CompletableFuture<Integer> second = new CompletableFuture<>();
    Thread waiter = new Thread(() -> second.complete(failing.get("a")));
    waiter.start();
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    waiting.countDown();

    assertThat(second.join()).isEqualTo(1);
    assertThatThrownBy(first::join).hasRootCauseMessage("of the first");
    assertThat(failing.get("a")).isEqualTo(1);
  }

  @Test
  void nothing_in_it_counts_while_a_change_is_undecided_and_nothing_is_kept() {
    cache.get("a");
    undecided.begin();
    undecided.begin();
    stored.set(2);
    assertThat(cache.get("a")).isEqualTo(2);
    assertThat(cache.get("b")).isEqualTo(2);
    assertThat(cache.peek("a")).isEmpty();
    undecided.end();
    stored.set(3);
    assertThat(cache.get("b")).isEqualTo(3);

    cache.drop("a");
    undecided.end();
    assertThat(cache.peek("b")).isEmpty();
    assertThat(cache.get("a")).isEqualTo(3);
    stored.set(4);
    assertThat(cache.get("a")).isEqualTo(3);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException cut) {
      throw new IllegalStateException(cut);
    }
  }
}
