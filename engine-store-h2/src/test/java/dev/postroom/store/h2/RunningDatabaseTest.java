package dev.postroom.store.h2;

import static dev.postroom.store.h2.Refused.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.WorkspaceId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads of the store: groups, failures, deadlines, interrupts and the end. */
@Timeout(60)
class RunningDatabaseTest {
  private static final Scope FEW = Furnished.MAILBOX;
  private static final Scope MANY =
      Furnished.MAILBOX.inWorkspace().inTenant().workspace(new WorkspaceId(Furnished.nextId()));
  private static final Executor CALLERS = task -> Thread.ofVirtual().start(task);

  @TempDir
  Path folder;
  private final AtomicBoolean diskFails = new AtomicBoolean();
  private final List<ContentRef> freed = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private Optional<RunningDatabase> open = Optional.empty();

  @AfterEach
  void close() {
    release.countDown();
    open.ifPresent(RunningDatabaseTest::end);
  }

  @Test
  void a_work_that_throws_in_a_group_is_undone_alone() {
    RunningDatabase running = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(running);
    CompletableFuture<TenantRow> good = call(() -> running.write(Furnished.newTenant("good")));
    CompletableFuture<TenantRow> bad = call(() -> running.write(t -> {
      Furnished.newTenant("bad").in(t);
      throw new IllegalStateException("thought better of it");
    }));
    CompletableFuture<TenantRow> late = call(() -> running.write(Furnished.newTenant("late")));
    release.countDown();

    assertThat(first.join()).isOne();
    assertThat(good.join().name()).isEqualTo("good");
    assertThat(late.join().name()).isEqualTo("late");
    assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(names(running)).containsExactlyInAnyOrder("good", "late");
  }

  @Test
  void a_conflict_caught_by_the_work_leaves_the_rest_of_it() {
    RunningDatabase running = open(StoreOptions.USUAL);
    running.write(Furnished.newTenant("taken"));
    running.write(t -> {
      Furnished.newTenant("before").in(t);
      assertThatThrownBy(() -> Furnished.newTenant("taken").in(t)).isInstanceOf(ConflictException.class);
      return Furnished.newTenant("after").in(t);
    });

    assertThat(names(running)).containsExactlyInAnyOrder("taken", "before", "after");
  }

  @Test
  void an_id_that_is_used_is_the_callers_fault_and_shows_no_values() {
    RunningDatabase running = open(StoreOptions.USUAL);
    TenantRow row = running.write(Furnished.newTenant("secret-name"));

    assertThatThrownBy(() -> running.write(t -> {
      t.insertTenant(Furnished.tenant("other-name", row.id()));
      return row;
    })).isInstanceOf(IllegalArgumentException.class).hasMessage("id: used").satisfies(failure -> {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(cause.getMessage()).doesNotContain("-name").doesNotContainIgnoringCase("insert");
      }
    });
    assertThat(running.health()).isEqualTo(new StoreHealth.Working());
  }

  @Test
  void a_failed_force_fails_the_whole_group_and_is_final() {
    RunningDatabase running = open(StoreOptions.USUAL);
    running.write(Furnished.newTenant("kept"));
    CompletableFuture<Integer> first = hold(running);
    CompletableFuture<TenantRow> one = call(() -> running.write(Furnished.newTenant("one")));
    CompletableFuture<TenantRow> two = call(() -> running.write(Furnished.newTenant("two")));
    await().until(() -> running.waitingWrites() == 2);
    diskFails.set(true);
    release.countDown();

    assertUnavailableOr(first, 1);
    assertUnavailable(one::join);
    assertUnavailable(two::join);
    assertThat(running.health()).isInstanceOf(StoreHealth.Failed.class);
    assertUnavailable(() -> running.write(Furnished.newTenant("three")));
    assertUnavailable(() -> running.read(t -> t.events().end()));
    assertThat(end(running)).isTrue();

    diskFails.set(false);
    assertThat(names(open(StoreOptions.USUAL))).containsExactly("kept");
  }

  /** The ninth of the many waits for the answer of the other one, which has to come with the group before. */
  @Test
  void who_is_beside_many_calls_of_another_is_answered_with_its_share_of_them() {
    RunningDatabase running = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(running);
    CompletableFuture<Boolean> answered = new CompletableFuture<>();
    AtomicInteger begun = new AtomicInteger();
    List<CompletableFuture<TenantRow>> many = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "many " + i;
      many.add(call(() -> running.write(MANY, t -> {
        if (begun.incrementAndGet() == 9) {
          assertThat(answered).succeedsWithin(Duration.ofSeconds(8));
        }
        return Furnished.newTenant(name).in(t);
      })));
    }
    await().until(() -> running.waitingWrites() == 20);
    CompletableFuture<Boolean> few = call(() -> {
      running.write(FEW, Furnished.newTenant("few"));
      return answered.complete(true);
    });
    await().until(() -> running.waitingWrites() == 21);
    release.countDown();

    assertThat(first.join()).isOne();
    assertThat(few.join()).isTrue();
    assertThat(many).allSatisfy(write -> assertThat(write.join().name()).startsWith("many"));
  }

  @Test
  void close_finishes_what_waits_and_refuses_what_comes() {
    RunningDatabase running = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(running);
    List<CompletableFuture<TenantRow>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "waiting " + i;
      waiting.add(call(() -> running.write(Furnished.newTenant(name))));
    }
    await().until(() -> running.waitingWrites() == 20);
    CompletableFuture<Boolean> closing = call(() -> end(running));
    await().until(() -> !running.health().equals(new StoreHealth.Working()));
    assertThatThrownBy(() -> running.write(t -> 1)).isInstanceOf(ClosedException.class);
    release.countDown();

    assertThat(closing.join()).isTrue();
    assertThat(first.join()).isOne();
    assertThat(waiting).allSatisfy(write -> assertThat(write.join().name()).startsWith("waiting"));
    assertThat(names(open(StoreOptions.USUAL))).hasSize(20);
  }

  @Test
  void a_call_that_was_not_begun_in_time_is_never_done() {
    RunningDatabase running = open(StoreOptions.USUAL.withDeadline(Duration.ofSeconds(4)));
    CompletableFuture<Integer> first = hold(running);
    assertUnavailable(() -> running.write(Furnished.newTenant("late")));
    release.countDown();

    assertUnavailableOr(first, 1);
    assertThat(running.read(t -> t.listTenants(Optional.empty(), 10)).stream().map(TenantRow::name).toList()).isEmpty();
    running.write(Furnished.newTenant("later"));
    assertThat(names(running)).containsExactly("later");
  }

  @Test
  void a_write_is_done_only_after_those_of_which_nobody_knows_whether_they_are_made() {
    RunningDatabase running = open(StoreOptions.USUAL.withDeadline(Duration.ofSeconds(4)));
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<TenantRow> late = call(() -> running.write(t -> {
      begun.countDown();
      waitForRelease();
      return Furnished.newTenant("late").in(t);
    }));
    await().until(() -> begun.getCount() == 0);
    assertUnavailable(late::join);
    assertThat(names(running)).isEmpty();
    assertUnavailable(() -> running.write(t -> "nothing"));
    release.countDown();

    assertThat(running.<String>write(t -> "nothing")).isEqualTo("nothing");
    assertThat(names(running)).containsExactly("late");
  }

  @Test
  void a_store_that_does_not_come_back_is_given_up_and_closes_promptly() {
    RunningDatabase running = open(StoreOptions.USUAL.withDeadline(Duration.ofSeconds(1)));
    CompletableFuture<Integer> stuck = hold(running);

    await().untilAsserted(() -> assertThat(running.health()).isInstanceOf(StoreHealth.Failed.class));
    assertUnavailable(() -> running.read(t -> t.events().end()));
    assertThat(end(running)).as("whether it is safe to open again").isFalse();
    assertThat(stuck).isNotNull();
  }

  @Test
  void interrupts_of_callers_never_reach_the_database() {
    RunningDatabase running = open(StoreOptions.USUAL);
    running.write(Furnished.newTenant("acme"));
    List<Thread> callers = new ArrayList<>();
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int i = 0; i < 6; i++) {
      callers.add(Thread.ofPlatform().start(() -> {
        try {
          while (going.get()) {
            running.write(Furnished.newEvent());
            running.read(t -> t.events().end());
          }
        } catch (RuntimeException unexpected) {
          failure.set(unexpected);
        }
      }));
    }
    for (int i = 0; i < 2_000; i++) {
      callers.get(i % callers.size()).interrupt();
      Thread.onSpinWait();
    }
    long before = running.read(t -> t.events().end());
    await().until(() -> running.read(t -> t.events().end()) > before + 20);
    going.set(false);
    callers.forEach(RunningDatabaseTest::join);

    assertThat(failure.get()).isNull();
    assertThat(running.health()).isEqualTo(new StoreHealth.Working());
  }

  @Test
  void the_flag_of_an_interrupted_caller_is_kept() {
    RunningDatabase running = open(StoreOptions.USUAL);
    Thread.currentThread().interrupt();
    running.write(Furnished.newTenant("acme"));

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_transaction_opens_no_other_and_ends_with_its_work() {
    RunningDatabase running = open(StoreOptions.USUAL);
    assertThatThrownBy(() -> running.write(t -> running.read(inner -> inner.events().end())))
        .isInstanceOf(IllegalStateException.class);
    AtomicReference<StoreTransaction> kept = new AtomicReference<>();
    running.write(t -> {
      kept.set(t);
      return t.events().end();
    });
    assertThatThrownBy(() -> kept.get().events().end()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_read_changes_nothing() {
    RunningDatabase running = open(StoreOptions.USUAL);

    assertThatThrownBy(() -> running.read(Furnished.newTenant("acme"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> running.read(Furnished.newEvent())).isInstanceOf(IllegalStateException.class);
    assertThat(names(running)).isEmpty();
  }

  @Test
  void nothing_is_written_when_the_disk_is_nearly_full() {
    RunningDatabase running = open(StoreOptions.USUAL.withReserve(Long.MAX_VALUE));

    assertThat(running.health()).isInstanceOf(StoreHealth.ReadOnly.class);
    assertRefused(() -> running.write(Furnished.newTenant("acme")), FailureReason.STORE_FULL);
    assertThat(names(running)).isEmpty();
  }

  @Test
  void everything_else_is_changed_while_the_disk_has_no_room_for_contents() {
    RunningDatabase running = open(StoreOptions.USUAL.withContentReserve(Long.MAX_VALUE));

    assertThat(running.health()).isInstanceOf(StoreHealth.Full.class);
    running.write(Furnished.newTenant("acme"));
    assertThat(names(running)).containsExactly("acme");
  }

  @Test
  void a_content_is_freed_once_the_row_that_pointed_at_it_is_gone_for_good() {
    RunningDatabase running = open(StoreOptions.USUAL);
    running.write(Furnished.house());
    ContentRef content = new ContentRef(7, 8, 9);
    var message = Furnished.message(content);
    running.write(t -> {
      Furnished.mailbox(t).insert(message, Furnished.tokens());
      return message;
    });
    assertThatThrownBy(() -> running.write(t -> {
      Furnished.mailbox(t).delete(message.id(), Furnished.NOON);
      throw new IllegalStateException("thought better of it");
    })).isInstanceOf(IllegalStateException.class);
    assertThat(freed).isEmpty();

    running.write(t -> Furnished.mailbox(t).delete(message.id(), Furnished.NOON));
    assertThat(end(running)).isTrue();
    assertThat(freed).containsExactly(content);
  }

  @Test
  void who_is_done_does_not_wait_for_all_that_came_at_the_same_time() {
    RunningDatabase running = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(running);
    CompletableFuture<TenantRow> slow = call(() -> running.write(t -> {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < 600_000_000L) {
        Thread.onSpinWait();
      }
      return Furnished.newTenant("slow").in(t);
    }));
    await().until(() -> running.waitingWrites() == 1);
    CountDownLatch lastGoes = new CountDownLatch(1);
    CompletableFuture<Integer> last = call(() -> running.write(t -> {
      try {
        lastGoes.await();
        return 2;
      } catch (InterruptedException never) {
        throw new IllegalStateException(never);
      }
    }));
    await().until(() -> running.waitingWrites() == 2);
    release.countDown();

    try {
      assertThat(slow.orTimeout(8, TimeUnit.SECONDS).join().name()).isEqualTo("slow");
      assertThat(last).isNotDone();
    } finally {
      lastGoes.countDown();
    }
    assertThat(first.join()).isOne();
    assertThat(last.join()).isEqualTo(2);
  }

  private CompletableFuture<Integer> hold(RunningDatabase running) {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> held = call(() -> running.write(t -> {
      begun.countDown();
      return waitForRelease();
    }));
    await().until(() -> begun.getCount() == 0);
    return held;
  }

  private int waitForRelease() {
    try {
      release.await();
      return 1;
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }

  private static List<String> names(RunningDatabase running) {
    return running.read(t -> t.listTenants(Optional.empty(), 100)).stream().map(TenantRow::name).toList();
  }

  /** Whether it has ended in time. */
  private static boolean end(RunningDatabase running) {
    return running.close(() -> {
    });
  }

  private static <T> CompletableFuture<T> call(java.util.function.Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, CALLERS);
  }

  private static void assertUnavailable(ThrowingCallable call) {
    assertThatThrownBy(call).satisfies(thrown -> {
      Throwable failure = thrown instanceof StoreException ? thrown : thrown.getCause();
      assertThat(failure).isInstanceOfSatisfying(StoreException.class,
          refusal -> assertThat(refusal.reason()).isEqualTo(FailureReason.STORE_UNAVAILABLE));
    });
  }

  private static void assertUnavailableOr(CompletableFuture<Integer> held, int answer) {
    try {
      assertThat(held.join()).isEqualTo(answer);
    } catch (java.util.concurrent.CompletionException late) {
      assertThat(late).hasCauseInstanceOf(StoreException.class);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }

  private RunningDatabase open(StoreOptions options) {
    RunningDatabase running =
        RunningDatabase.open(Ground.at(folder), RunningDatabase.isBehind(Ground.at(folder)), options,
            new GroupWriter.Contents() {
              @Override
              public void force() {
                if (diskFails.get()) {
                  throw Failures.unavailable("the disk fails");
                }
              }

              @Override
              public void number(long highest) {
                assertThat(highest).isZero();
              }

              @Override
              public void sweep(Set<Long> live) {
                assertThat(live).isEmpty();
              }

              @Override
              public void free(ContentRef content) {
                freed.add(content);
              }
            });
    open = Optional.of(running);
    return running;
  }
}
