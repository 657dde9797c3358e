package dev.postroom.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.spi.crypto.MasterKey;
import dev.postroom.testkit.SpareRsaKeysExtension;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The model is not blind: whatever is broken below the engine, it notices, and a crash does not count. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(SpareRsaKeysExtension.class)
class IsolationControlTest {
  private static final int LIVES = 150;
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

  private static Optional<Integer> lifeThatNoticed(Fault fault, int lives) {
    for (int life = 0; life < lives; life++) {
      if (isNoticed(fault, new Random(life))) {
        return Optional.of(life);
      }
    }
    return Optional.empty();
  }

  /** What is awaited in vain is noticed too, but for nothing of a store without a fault. */
  private static Duration patience(Fault fault) {
    return Duration.ofSeconds(fault == Fault.NONE ? 30 : 5);
  }

  private static boolean isNoticed(Fault fault, Random random) {
    InMemoryMailStore sound = InMemoryMailStore.open();
    try (World world = new World(sound, BrokenStore.over(sound, fault), MASTER_KEY, patience(fault))) {
      for (int step = 0; step < ManyLivesTest.STEPS; step++) {
        world.step(random.nextLong());
      }
      world.look();
      return false;
    } catch (AssertionError noticed) {
      return noticed.getCause() instanceof AssertionError;
    }
  }
}
