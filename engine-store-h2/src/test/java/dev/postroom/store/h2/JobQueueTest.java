package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.error.StoreException;
import dev.postroom.id.MailboxId;
import dev.postroom.id.WorkspaceId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
  void who_is_alone_is_not_kept_waiting() {
    queue.add(job());

    assertThat(queue.await(64, new JobQueue.Patience(1, LONG))).isTrue();
  }

  @Test
  void the_patient_wait_for_as_many_as_they_are_told_to() {
    CompletableFuture<Boolean> awaited =
        CompletableFuture.supplyAsync(() -> queue.await(64, new JobQueue.Patience(3, LONG)));
    queue.add(job());
    queue.add(job());
    assertThat(awaited).isNotDone();
    queue.add(job());

    assertThat(awaited.join()).isTrue();
  }

  @Test
  void nobody_waits_for_more_than_are_taken_at_once() {
    queue.add(job());
    queue.add(job());

    assertThat(queue.await(2, new JobQueue.Patience(500, LONG))).isTrue();
  }

  @Test
  void patience_ends() {
    queue.add(job());

    assertThat(queue.await(64, new JobQueue.Patience(2, 1))).isTrue();
  }

  @Test
  void closing_ends_patience_and_what_waits_is_taken() {
    queue.add(job());
    CompletableFuture<Boolean> awaited =
        CompletableFuture.supplyAsync(() -> queue.await(64, new JobQueue.Patience(2, LONG)));
    queue.close();

    assertThat(awaited.join()).isTrue();
    assertThat(queue.next(new Shares())).isPresent();
    assertThat(queue.await(64, JobQueue.Patience.NONE)).isFalse();
  }

  @Test
  void workspaces_take_turns_however_many_calls_of_each_wait() {
    List<Job<?>> ofMany = List.of(job(MANY), job(MANY), job(MANY));
    List<Job<?>> ofFew = List.of(job(Furnished.MAILBOX), job(FEW.mailbox(new MailboxId(Furnished.nextId()))));
    Stream.of(ofMany, ofFew).flatMap(List::stream).forEach(queue::add);

    assertThat(taken()).containsExactly(ofMany.get(0), ofFew.get(0), ofMany.get(1), ofFew.get(1), ofMany.get(2));
    assertThat(queue.size()).isZero();
  }

  @Test
  void calls_for_no_place_do_not_wait_for_each_other() {
    List<Job<?>> ofMany = List.of(job(MANY), job(MANY));
    List<Job<?>> ofNobody = List.of(job(), job());
    Stream.of(ofMany, ofNobody).flatMap(List::stream).forEach(queue::add);

    assertThat(taken()).containsExactly(ofMany.get(0), ofNobody.get(0), ofNobody.get(1), ofMany.get(1));
  }

  @Test
  void who_comes_while_a_group_is_worked_at_has_the_next_turn_but_one() {
    List<Job<?>> ofMany = List.of(job(MANY), job(MANY), job(MANY));
    Job<?> ofFew = job(FEW);
    ofMany.forEach(queue::add);
    Shares shares = new Shares();

    assertThat(queue.next(shares)).containsSame(ofMany.get(0));
    queue.add(ofFew);
    assertThat(queue.next(shares)).containsSame(ofMany.get(1));
    assertThat(queue.next(shares)).containsSame(ofFew);
  }

  @Test
  void one_workspace_alone_may_have_a_whole_group_and_beside_others_its_share() {
    for (int i = 0; i < 40; i++) {
      queue.add(job(MANY));
    }
    Shares shares = new Shares();
    for (int i = 0; i < 20; i++) {
      assertThat(queue.next(shares)).isPresent();
    }
    Job<?> ofFew = job(FEW);
    queue.add(ofFew);
    queue.next(shares);

    assertThat(queue.next(shares)).containsSame(ofFew);
    assertThat(queue.next(shares)).isEmpty();
    assertThat(taken()).hasSize(19);
  }

  @Test
  void who_has_given_up_has_no_turn_and_no_share() {
    List<Job<Integer>> late = Stream.generate(() -> job(MANY)).limit(20).toList();
    late.forEach(queue::add);
    assertThat(late).allSatisfy(
        job -> assertThatThrownBy(() -> job.await(Duration.ZERO)).isInstanceOf(StoreException.class));
    List<Job<?>> patient = List.of(job(MANY), job(FEW));
    patient.forEach(queue::add);

    assertThat(taken()).isEqualTo(patient);
    assertThat(queue.size()).isZero();
  }

  @Test
  void a_line_in_which_all_have_given_up_is_a_line_no_more() {
    Job<Integer> late = job(MANY);
    queue.add(late);
    assertThatThrownBy(() -> late.await(Duration.ZERO)).isInstanceOf(StoreException.class);
    assertThat(taken()).isEmpty();
    Job<?> next = job(MANY);
    queue.add(next);

    assertThat(taken()).containsExactly(next);
  }

  @Test
  void all_that_wait_are_refused_when_the_store_fails() {
    List<Job<Integer>> waiting = List.of(job(MANY), job(FEW), job(MANY), job());
    waiting.forEach(queue::add);

    queue.fail(ClosedException::new);

    assertThat(waiting).allSatisfy(
        job -> assertThatThrownBy(() -> job.await(Duration.ofMinutes(10))).isInstanceOf(ClosedException.class));
    assertThat(queue.await(64, JobQueue.Patience.NONE)).isFalse();
  }

  private List<Job<?>> taken() {
    Shares shares = new Shares();
    return Stream.iterate(queue.next(shares), Optional::isPresent, last -> queue.next(shares))
        .<Job<?>>map(Optional::orElseThrow)
        .toList();
  }

  private static Job<Integer> job() {
    return new Job<>(transaction -> 1);
  }

  private static Job<Integer> job(Scope whose) {
    return new Job<>(whose, transaction -> 1);
  }
}
