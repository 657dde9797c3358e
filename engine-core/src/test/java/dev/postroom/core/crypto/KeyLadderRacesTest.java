package dev.postroom.core.crypto;

import static dev.postroom.core.crypto.Building.MAILBOX;
import static dev.postroom.core.crypto.Building.NEIGHBOUR;
import static dev.postroom.core.crypto.Building.OTHER_MAILBOX;
import static dev.postroom.core.crypto.Building.TENANT;
import static dev.postroom.core.crypto.Building.WORKSPACE;
import static dev.postroom.core.crypto.Building.assertBroken;
import static dev.postroom.core.crypto.Building.assertFails;
import static dev.postroom.core.crypto.Building.furnished;
import static dev.postroom.core.crypto.Building.ladder;
import static dev.postroom.core.crypto.Building.open;
import static dev.postroom.core.crypto.Building.seal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.SealException;
import dev.postroom.id.MailboxId;
import dev.postroom.spi.crypto.SealedBytes;
import dev.postroom.spi.store.KeyOwner;
import dev.postroom.spi.store.WrappedSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class KeyLadderRacesTest {
  private final MemoryVault vault = new MemoryVault();
  private final HostKey master = new HostKey("master-a");
  private final KeyLadder furnished = furnished(vault, master);
  private final KeyLadder ladder = ladder(vault, master);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Holds up the calls of the master key until it is let go. */
  private final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate() {
      AtomicBoolean first = new AtomicBoolean(true);
      master.onUnwrapped = secret -> {
        if (first.getAndSet(false)) {
          reached.countDown();
          await(opened);
        }
        return secret;
      };
    }
  }

  static List<Scope> rungs() {
    return List.of(TENANT, WORKSPACE, MAILBOX);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void many_who_open_one_tenant_at_once_cost_one_call_of_the_master_key() throws Exception {
    Gate gate = new Gate();
    master.unwraps.set(0);
    List<Future<MailboxCipher>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Scope.OfMailbox mailbox = i % 2 == 0 ? MAILBOX : NEIGHBOUR;
      all.add(threads.submit(() -> ladder.mailbox(mailbox)));
    }
    await(gate.reached);
    gate.opened.countDown();
    for (Future<MailboxCipher> each : all) {
      assertThat(each.get()).isIn(ladder.mailbox(MAILBOX), ladder.mailbox(NEIGHBOUR));
    }
    assertThat(master.unwraps).hasValue(1);
  }

  @Test
  void a_master_key_that_is_slow_for_one_tenant_holds_up_no_other() throws Exception {
    Gate gate = new Gate();
    Future<MailboxCipher> slow = threads.submit(() -> ladder.mailbox(MAILBOX));
    await(gate.reached);
    seal(ladder.mailbox(OTHER_MAILBOX), "hello");
    ladder.rotate(OTHER_MAILBOX);
    ladder.erase(OTHER_MAILBOX);
    assertThat(slow.isDone()).isFalse();
    gate.opened.countDown();
    assertThat(slow.get()).isSameAs(ladder.mailbox(MAILBOX));
  }

  @ParameterizedTest
  @MethodSource("rungs")
  void a_load_that_an_erasure_overtakes_leaves_no_key_behind(Scope scope) throws Exception {
    Gate gate = new Gate();
    Future<MailboxCipher> load = threads.submit(() -> ladder.mailbox(MAILBOX));
    await(gate.reached);
    ladder.erase(scope);
    gate.opened.countDown();
    finished(load);
    assertBroken(() -> ladder.mailbox(MAILBOX));
  }

  @Test
  void a_load_that_began_before_it_was_forgotten_is_not_kept() throws Exception {
    Gate gate = new Gate();
    Future<MailboxCipher> load = threads.submit(() -> ladder.mailbox(MAILBOX));
    await(gate.reached);
    ladder.forget(TENANT);
    gate.opened.countDown();
    MailboxCipher before = load.get();
    master.unwraps.set(0);
    assertThat(ladder.mailbox(MAILBOX)).isNotSameAs(before);
    assertThat(master.unwraps).hasValue(1);
  }

  @Test
  void a_load_that_a_rotation_overtakes_still_succeeds() throws Exception {
    SealedBytes sealed = seal(furnished.mailbox(MAILBOX), "hello");
    Gate gate = new Gate();
    Future<MailboxCipher> load = threads.submit(() -> ladder.mailbox(MAILBOX));
    await(gate.reached);
    ladder.rotate(TENANT);
    ladder.rewrap(WORKSPACE);
    ladder.retire(TENANT, List.of(WORKSPACE));
    gate.opened.countDown();
    assertThat(open(load.get(), sealed)).isEqualTo("hello");
    assertThat(open(ladder.mailbox(MAILBOX), sealed)).isEqualTo("hello");
  }

  @Test
  void those_who_wait_for_a_failing_load_fail_with_it_and_the_next_one_tries_again() throws Exception {
    Gate gate = new Gate();
    Future<MailboxCipher> first = threads.submit(() -> ladder.mailbox(MAILBOX));
    await(gate.reached);
    List<Future<MailboxCipher>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(threads.submit(() -> ladder.mailbox(NEIGHBOUR)));
    }
    vault.damage(KeyOwner.of(WORKSPACE), bytes -> new byte[]{9, 9});
    gate.opened.countDown();
    waiting.add(first);
    for (Future<MailboxCipher> each : waiting) {
      Assertions.assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(each::get)
          .withCauseInstanceOf(SealException.class);
    }
    assertFails(FailureReason.SEAL_BROKEN, () -> ladder.mailbox(MAILBOX));
  }

  @Test
  void many_who_create_one_thing_make_one_secret() throws Exception {
    Scope.OfMailbox fresh = WORKSPACE.mailbox(new MailboxId(new UUID(3, 77)));
    List<SealedBytes> sealed = new ArrayList<>();
    for (Future<SealedBytes> each : together(20, () -> {
      ladder.create(fresh);
      return seal(ladder.mailbox(fresh), "hello");
    })) {
      sealed.add(each.get());
    }
    assertThat(vault.secrets(KeyOwner.of(fresh))).hasSize(1);
    MailboxCipher cipher = ladder(vault, master).mailbox(fresh);
    assertThat(sealed).allSatisfy(each -> assertThat(open(cipher, each)).isEqualTo("hello"));
  }

  @Test
  void rotations_of_all_rungs_at_once_lose_nothing() throws Exception {
    SealedBytes before = seal(ladder.mailbox(MAILBOX), "hello");
    for (Future<String> each : together(4, () -> {
      for (int round = 0; round < 10; round++) {
        ladder.rotate(TENANT);
        ladder.rewrap(WORKSPACE);
        ladder.rotate(WORKSPACE);
        ladder.rewrap(MAILBOX);
        ladder.rewrap(NEIGHBOUR);
        ladder.retire(TENANT, List.of(WORKSPACE));
        ladder.retire(WORKSPACE, List.of(MAILBOX, NEIGHBOUR));
        ladder.rotate(MAILBOX);
        SealedBytes meanwhile = seal(ladder.mailbox(MAILBOX), "meanwhile");
        assertThat(open(ladder.mailbox(MAILBOX), meanwhile)).isEqualTo("meanwhile");
      }
      return "done";
    })) {
      assertThat(each.get()).isEqualTo("done");
    }
    assertThat(vault.secrets(KeyOwner.of(MAILBOX))).extracting(WrappedSecret::version)
        .hasSize(41)
        .doesNotHaveDuplicates();
    assertThat(open(ladder(vault, master).mailbox(MAILBOX), before)).isEqualTo("hello");
  }

  private <T> List<Future<T>> together(int count, Callable<T> work) {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(threads.submit(() -> {
        await(start);
        return work.call();
      }));
    }
    start.countDown();
    return all;
  }

  private static void finished(Future<?> load) throws InterruptedException {
    try {
      load.get();
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(SealException.class);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(50, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
