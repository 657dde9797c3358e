package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.postroom.error.ClosedException;
import dev.postroom.error.ConflictException;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.spi.store.StoreTransaction;
import dev.postroom.spi.store.TenantRow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The threads of the store: groups, failures, deadlines, interrupts and the end. */
@Timeout(60)
class EngineTest {
  private static final Executor CALLERS = task -> Thread.ofVirtual().start(task);

  @TempDir
  Path folder;
  private final AtomicBoolean diskFails = new AtomicBoolean();
  private final List<ContentRef> freed = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private Optional<Engine> open = Optional.empty();

  @AfterEach
  void close() {
    release.countDown();
    open.ifPresent(Engine::close);
  }

  @Test
  void a_work_that_throws_in_a_group_is_undone_alone() {
    Engine engine = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(engine);
    CompletableFuture<TenantRow> good = call(() -> engine.write(Furnished.newTenant("good")));
    CompletableFuture<TenantRow> bad = call(() -> engine.write(t -> {
      Furnished.newTenant("bad").in(t);
      throw new IllegalStateException("thought better of it");
    }));
    CompletableFuture<TenantRow> late = call(() -> engine.write(Furnished.newTenant("late")));
    release.countDown();

    assertThat(first.join()).isOne();
    assertThat(good.join().name()).isEqualTo("good");
    assertThat(late.join().name()).isEqualTo("late");
    assertThatThrownBy(bad::join).hasCauseInstanceOf(IllegalStateException.class);
    assertThat(names(engine)).containsExactlyInAnyOrder("good", "late");
  }

  @Test
  void a_conflict_caught_by_the_work_leaves_the_rest_of_it() {
    Engine engine = open(StoreOptions.USUAL);
    engine.write(Furnished.newTenant("taken"));
    engine.write(t -> {
      Furnished.newTenant("before").in(t);
      assertThatThrownBy(() -> Furnished.newTenant("taken").in(t)).isInstanceOf(ConflictException.class);
      return Furnished.newTenant("after").in(t);
    });

    assertThat(names(engine)).containsExactlyInAnyOrder("taken", "before", "after");
  }

  @Test
  void an_id_that_is_used_is_the_callers_fault_and_shows_no_values() {
    Engine engine = open(StoreOptions.USUAL);
    TenantRow row = engine.write(Furnished.newTenant("secret-name"));

    assertThatThrownBy(() -> engine.write(t -> {
      t.insertTenant(Furnished.tenant("other-name", row.id()));
      return row;
    })).isInstanceOf(IllegalArgumentException.class).hasMessage("id: used").satisfies(failure -> {
      for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
        assertThat(cause.getMessage()).doesNotContain("-name").doesNotContainIgnoringCase("insert");
      }
    });
    assertThat(engine.health()).isEqualTo(new StoreHealth.Working());
  }

  @Test
  void a_failed_force_fails_the_whole_group_and_is_final() {
    Engine engine = open(StoreOptions.USUAL);
    engine.write(Furnished.newTenant("kept"));
    CompletableFuture<Integer> first = hold(engine);
    CompletableFuture<TenantRow> one = call(() -> engine.write(Furnished.newTenant("one")));
    CompletableFuture<TenantRow> two = call(() -> engine.write(Furnished.newTenant("two")));
    diskFails.set(true);
    release.countDown();

    assertThat(first.join()).isOne();
    assertUnavailable(one::join);
    assertUnavailable(two::join);
    assertThat(engine.health()).isInstanceOf(StoreHealth.Failed.class);
    assertUnavailable(() -> engine.write(Furnished.newTenant("three")));
    assertUnavailable(() -> engine.read(t -> t.events().end()));
    assertThat(engine.close()).isTrue();

    diskFails.set(false);
    assertThat(names(open(StoreOptions.USUAL))).containsExactly("kept");
  }

  @Test
  void close_finishes_what_waits_and_refuses_what_comes() {
    Engine engine = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(engine);
    List<CompletableFuture<TenantRow>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String name = "waiting " + i;
      waiting.add(call(() -> engine.write(Furnished.newTenant(name))));
    }
    await().until(() -> engine.waitingWrites() == 20);
    CompletableFuture<Boolean> closing = call(engine::close);
    await().until(() -> !engine.health().equals(new StoreHealth.Working()));
    assertThatThrownBy(() -> engine.write(t -> 1)).isInstanceOf(ClosedException.class);
    release.countDown();

    assertThat(closing.join()).isTrue();
    assertThat(first.join()).isOne();
    assertThat(waiting).allSatisfy(write -> assertThat(write.join().name()).startsWith("waiting"));
    assertThat(names(open(StoreOptions.USUAL))).hasSize(20);
  }

  @Test
  void a_call_that_was_not_begun_in_time_is_never_done() {
    Engine engine = open(StoreOptions.USUAL.withDeadline(Duration.ofMillis(300)));
    CompletableFuture<Integer> first = hold(engine);
    assertUnavailable(() -> engine.write(Furnished.newTenant("late")));
    release.countDown();

    assertUnavailableOr(first, 1);
    assertThat(engine.read(t -> t.listTenants(Optional.empty(), 10)).stream().map(TenantRow::name).toList()).isEmpty();
    engine.write(Furnished.newTenant("later"));
    assertThat(names(engine)).containsExactly("later");
  }

  @Test
  void a_store_that_does_not_come_back_is_given_up_and_closes_promptly() {
    Engine engine = open(StoreOptions.USUAL.withDeadline(Duration.ofMillis(100)));
    CompletableFuture<Integer> stuck = hold(engine);

    await().untilAsserted(() -> assertThat(engine.health()).isInstanceOf(StoreHealth.Failed.class));
    assertUnavailable(() -> engine.read(t -> t.events().end()));
    assertThat(engine.close()).as("whether it is safe to open again").isFalse();
    assertThat(stuck).isNotNull();
  }

  @Test
  void interrupts_of_callers_never_reach_the_database() {
    Engine engine = open(StoreOptions.USUAL);
    engine.write(Furnished.newTenant("acme"));
    List<Thread> callers = new ArrayList<>();
    AtomicBoolean going = new AtomicBoolean(true);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (int i = 0; i < 6; i++) {
      callers.add(Thread.ofPlatform().start(() -> {
        try {
          while (going.get()) {
            engine.write(Furnished.newEvent());
            engine.read(t -> t.events().end());
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
    long before = engine.read(t -> t.events().end());
    await().until(() -> engine.read(t -> t.events().end()) > before + 20);
    going.set(false);
    callers.forEach(EngineTest::join);

    assertThat(failure.get()).isNull();
    assertThat(engine.health()).isEqualTo(new StoreHealth.Working());
  }

  @Test
  void the_flag_of_an_interrupted_caller_is_kept() {
    Engine engine = open(StoreOptions.USUAL);
    Thread.currentThread().interrupt();
    engine.write(Furnished.newTenant("acme"));

    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void a_transaction_opens_no_other_and_ends_with_its_work() {
    Engine engine = open(StoreOptions.USUAL);
    assertThatThrownBy(() -> engine.write(t -> engine.read(inner -> inner.events().end())))
        .isInstanceOf(IllegalStateException.class);
    AtomicReference<StoreTransaction> kept = new AtomicReference<>();
    engine.write(t -> {
      kept.set(t);
      return t.events().end();
    });
    assertThatThrownBy(() -> kept.get().events().end()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_read_changes_nothing() {
    Engine engine = open(StoreOptions.USUAL);

    assertThatThrownBy(() -> engine.read(Furnished.newTenant("acme"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> engine.read(Furnished.newEvent())).isInstanceOf(IllegalStateException.class);
    assertThat(names(engine)).isEmpty();
  }

  @Test
  void nothing_is_written_when_the_disk_is_nearly_full() {
    Engine engine = open(StoreOptions.USUAL.withReserve(Long.MAX_VALUE));

    assertThat(engine.health()).isInstanceOf(StoreHealth.ReadOnly.class);
    assertUnavailable(() -> engine.write(Furnished.newTenant("acme")));
    assertThat(names(engine)).isEmpty();
  }

  @Test
  void a_content_is_freed_once_the_row_that_pointed_at_it_is_gone_for_good() {
    Engine engine = open(StoreOptions.USUAL);
    engine.write(Furnished.house());
    ContentRef content = new ContentRef(7, 8, 9);
    var message = Furnished.message(content);
    engine.write(t -> {
      Furnished.mailbox(t).insert(message, Furnished.tokens());
      return message;
    });
    assertThatThrownBy(() -> engine.write(t -> {
      Furnished.mailbox(t).delete(message.id());
      throw new IllegalStateException("thought better of it");
    })).isInstanceOf(IllegalStateException.class);
    assertThat(freed).isEmpty();

    engine.write(t -> Furnished.mailbox(t).delete(message.id()));
    assertThat(engine.close()).isTrue();
    assertThat(freed).containsExactly(content);
  }

  @Test
  void who_is_done_does_not_wait_for_all_that_came_at_the_same_time() {
    Engine engine = open(StoreOptions.USUAL);
    CompletableFuture<Integer> first = hold(engine);
    CompletableFuture<TenantRow> slow = call(() -> engine.write(t -> {
      long begun = System.nanoTime();
      while (System.nanoTime() - begun < 600_000_000L) {
        Thread.onSpinWait();
      }
      return Furnished.newTenant("slow").in(t);
    }));
    await().until(() -> engine.waitingWrites() == 1);
    CountDownLatch lastGoes = new CountDownLatch(1);
    CompletableFuture<Integer> last = call(() -> engine.write(t -> {
      try {
        lastGoes.await();
        return 2;
      } catch (InterruptedException never) {
        throw new IllegalStateException(never);
      }
    }));
    await().until(() -> engine.waitingWrites() == 2);
    release.countDown();

    try {
      assertThat(slow.orTimeout(5, TimeUnit.SECONDS).join().name()).isEqualTo("slow");
      assertThat(last).isNotDone();
    } finally {
      lastGoes.countDown();
    }
    assertThat(first.join()).isOne();
    assertThat(last.join()).isEqualTo(2);
  }

  private CompletableFuture<Integer> hold(Engine engine) {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Integer> held = call(() -> engine.write(t -> {
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

  private static List<String> names(Engine engine) {
    return engine.read(t -> t.listTenants(Optional.empty(), 100)).stream().map(TenantRow::name).toList();
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

  private Engine open(StoreOptions options) {
    Engine engine = Engine.open(folder, Engine.isBehind(folder), options, new GroupWriter.Contents() {
      @Override
      public void force() {
        if (diskFails.get()) {
          throw Failures.unavailable("the disk fails");
        }
      }

      @Override
      public void sweep(LongPredicate live) {
        assertThat(live.test(0)).isFalse();
      }

      @Override
      public void free(ContentRef content) {
        freed.add(content);
      }
    });
    open = Optional.of(engine);
    return engine;
  }
}
