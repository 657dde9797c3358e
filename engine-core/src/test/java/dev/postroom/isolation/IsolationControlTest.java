package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model is not blind: whatever is broken below the engine, it notices, and a crash does not count. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IsolationControlTest {
  private static final int LIVES = 60;
  private static final int UNSEEN_LIVES = 500;
  private static final int STEPS = 75;
  private static final MasterKey MASTER_KEY = TestMasterKey.create();

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void a_store_that_shows_too_much_is_noticed(Fault fault) {
    assertThat(lifeThatNoticed(fault, LIVES)).isPresent();
  }

  @Test
  void a_store_without_a_fault_is_not_accused() {
    assertThat(lifeThatNoticed(Fault.NONE, 5)).isEmpty();
  }

  @Test
  void every_method_is_granted_as_well_as_refused() {
    Set<World.Outcome> outcomes = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (int life = 0; life < UNSEEN_LIVES; life++) {
      try (World world = new World(InMemoryMailStore.open(), MASTER_KEY)) {
        Random random = new Random(life);
        for (int step = 0; step < STEPS; step++) {
          world.stepUnseen(random.nextLong());
        }
        outcomes.addAll(world.outcomes);
        ends.addAll(world.ends);
      }
    }
    assertOfAllKinds(ends);
    SessionMethods.tabled().stream().filter(IsolationControlTest::asksTheGate).forEach(method -> {
      assertThat(outcomes).as("granted").contains(new World.Outcome(Optional.of(method), Optional.empty()));
      assertThat(outcomes.stream().filter(outcome -> outcome.method().equals(Optional.of(method)))).as("%s", method)
          .hasSizeGreaterThan(2);
    });
  }

  private static void assertOfAllKinds(Set<String> ends) {
    assertThat(ends).contains("within", "across", "DELIVERED", "BOUNCED", "CANCELLED", "SUPPRESSED", Judge.QUEUED,
        "deferred PAUSED", "refused NOT_DELIVERABLE", "refused NOT_OWN_ADDRESS", "refused NOT_CONFIRMED")
        .containsAnyOf("deferred QUOTA", "refused OVER_LIMIT")
        .containsAnyOf("refused SUPPRESSED", "refused BLOCKED");
  }

  private static boolean asksTheGate(Method method) {
    return !Set.of("id", "readOnly", "deliveries", "policy").contains(method.getName());
  }

  private static Optional<Integer> lifeThatNoticed(Fault fault, int lives) {
    for (int life = 0; life < lives; life++) {
      if (isNoticed(fault, new Random(life))) {
        return Optional.of(life);
      }
    }
    return Optional.empty();
  }

  private static boolean isNoticed(Fault fault, Random random) {
    InMemoryMailStore sound = InMemoryMailStore.open();
    try (World world = new World(sound, BrokenStore.over(sound, fault), MASTER_KEY)) {
      for (int step = 0; step < STEPS; step++) {
        world.step(random.nextLong());
      }
      return false;
    } catch (AssertionError noticed) {
      return noticed.getCause() instanceof AssertionError;
    }
  }
}
