package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobQueueTest {
  private static final long LONG = TimeUnit.MINUTES.toNanos(10);
  private static final Scope.OfWorkspace FEW = Furnished.MAILBOX.inWorkspace();
  private static final Scope.OfWorkspace MANY = FEW.inTenant().workspace(new WorkspaceId(Furnished.nextId()));

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

  @Test
  void workspaces_take_turns_however_many_calls_of_each_wait() {
    List<Job<Integer>> ofMany = Stream.generate(() -> job(MANY)).limit(5).toList();
    List<Job<Integer>> ofMailboxes =
        List.of(job(Furnished.MAILBOX), job(FEW.mailbox(new MailboxId(Furnished.nextId()))));
    Job<Integer> ofNobody = job();
    ofMany.forEach(queue::add);
    ofMailboxes.forEach(queue::add);
    queue.add(ofNobody);

    assertThat(queue.take(4, JobQueue.Patience.NONE)).containsExactly(ofMany.get(0), ofMailboxes.get(0), ofNobody,
        ofMany.get(1));
    queue.add(ofNobody);
    assertThat(queue.take(64, JobQueue.Patience.NONE)).containsExactly(ofMailboxes.get(1), ofMany.get(2), ofNobody,
        ofMany.get(3), ofMany.get(4));
    assertThat(queue.size()).isZero();
  }

  @Test
  void all_that_wait_are_refused_when_the_store_fails() {
    List<Job<Integer>> waiting = List.of(job(MANY), job(FEW), job(MANY), job());
    waiting.forEach(queue::add);

    queue.fail(ClosedException::new);

    assertThat(waiting).allSatisfy(
        job -> assertThatThrownBy(() -> job.await(Duration.ofMinutes(10))).isInstanceOf(ClosedException.class));
    assertThat(queue.take(64, JobQueue.Patience.NONE)).isEmpty();
  }

  private static Job<Integer> job() {
    return new Job<>(transaction -> 1);
  }

  private static Job<Integer> job(Scope whose) {
    return new Job<>(whose, transaction -> 1);
  }
}
