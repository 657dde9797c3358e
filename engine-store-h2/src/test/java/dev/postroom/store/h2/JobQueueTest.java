package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(10);
  private final JobQueue queue = new JobQueue();

  @Test
  void who_is_alone_is_taken_at_once() {
    queue.add(job());

    assertThat(queue.take(64, new JobQueue.Patience(1, LONG))).hasSize(1);
  }

  @Test
  void the_patient_take_as_many_as_they_wait_for_and_whoever_came_with_them() {
    CompletableFuture<List<Job<?>>> taken =
        CompletableFuture.supplyAsync(() -> queue.take(64, new JobQueue.Patience(3, LONG)));
    queue.add(job());
    queue.add(job());
    assertThat(taken).isNotDone();
    queue.add(job());

    assertThat(taken.join()).hasSize(3);
  }

  @Test
  void nobody_waits_for_more_than_are_taken_at_once() {
    queue.add(job());
    queue.add(job());

    assertThat(queue.take(2, new JobQueue.Patience(500, LONG))).hasSize(2);
  }

  @Test
  void patience_ends() {
    queue.add(job());

    assertThat(queue.take(64, new JobQueue.Patience(2, 1))).hasSize(1);
  }

  @Test
  void closing_ends_patience_and_what_waits_is_taken() {
    queue.add(job());
    CompletableFuture<List<Job<?>>> taken =
        CompletableFuture.supplyAsync(() -> queue.take(64, new JobQueue.Patience(2, LONG)));
    queue.close();

    assertThat(taken.join()).hasSize(1);
    assertThat(queue.take(64, JobQueue.Patience.NONE)).isEmpty();
  }

  private static Job<Integer> job() {
    return new Job<>(transaction -> 1);
  }
}
