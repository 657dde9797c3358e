package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.testkit.Effort;
import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link IsolationProps} tries with means to shorten what fails, here in bulk: many lives, on all processors, each by a seed of its
 * own. {@link IsolationControlTest} breaks the store in each way, and sees it in a fraction of these lives.
 */
@ExtendWith(SpareRsaKeysExtension.class)
class ManyLivesTest {
  static final int STEPS = 200;
  private static final int LIVES = Effort.of(1_000, 5_000);
  private static final MasterKey MASTER_KEY = TestMasterKey.create();

  private final Set<World.Outcome> outcomes = ConcurrentHashMap.newKeySet();
  private final Set<String> ends = ConcurrentHashMap.newKeySet();

  @Test
  void nobody_ever_sees_anything_but_what_is_theirs_and_every_method_is_granted_as_well_as_refused()
      throws InterruptedException {
    ExecutorService processors = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<?>> lives =
          LongStream.range(0, LIVES).<Future<?>>mapToObj(seed -> processors.submit(() -> live(seed))).toList();
      for (Future<?> life : lives) {
        life.get();
      }
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
    } finally {
      processors.shutdownNow();
    }
    assertOfAllKinds();
  }

  private void live(long seed) {
    try (World world = new World(InMemoryMailStore.open(), MASTER_KEY)) {
      Random random = new Random(seed);
      for (int step = 0; step < STEPS; step++) {
        world.step(random.nextLong());
      }
      world.look();
      outcomes.addAll(world.outcomes);
      ends.addAll(world.ends);
    } catch (AssertionError different) {
      throw new AssertionError("life " + seed + ": " + different.getMessage(), different);
    }
  }

  /** Lives in which nothing happens would show nothing. */
  private void assertOfAllKinds() {
    assertThat(ends).contains("within", "across", "DELIVERED", "BOUNCED", "CANCELLED", "SUPPRESSED", Judge.QUEUED,
        "deferred PAUSED", "refused NOT_DELIVERABLE", "refused NOT_OWN_ADDRESS", "refused NOT_CONFIRMED")
        .containsAnyOf("deferred QUOTA", "refused OVER_LIMIT")
        .containsAnyOf("refused SUPPRESSED", "refused BLOCKED");
    SessionMethods.tabled().stream().filter(ManyLivesTest::asksTheGate).forEach(method -> {
      assertThat(outcomes).as("granted").contains(new World.Outcome(Optional.of(method), Optional.empty()));
      assertThat(outcomes.stream().filter(outcome -> outcome.method().equals(Optional.of(method))))
          .as("%s", method)
          .hasSizeGreaterThan(2);
    });
  }

  private static boolean asksTheGate(Method method) {
    return !Set.of("id", "readOnly", "deliveries", "policy").contains(method.getName());
  }
}
