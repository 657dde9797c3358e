package dev.postroom.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SuspicionTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Suspicion suspicion = new Suspicion();

  @Test
  void nothing_is_stuck_at_the_first_look_however_long_ago_it_began() {
    assertThat(suspicion.isOlderThan(LONG, 7, 1_000 * SECOND)).isFalse();
    assertThat(suspicion.isOlderThan(LONG, 7, 1_020 * SECOND)).isFalse();
  }

  @Test
  void what_is_still_there_as_long_after_the_first_look_is_stuck() {
    suspicion.isOlderThan(LONG, 7, 0);

    assertThat(suspicion.isOlderThan(LONG, 7, 31 * SECOND)).isTrue();
  }

  @Test
  void of_something_else_nothing_is_known_yet() {
    suspicion.isOlderThan(LONG, 7, 0);

    assertThat(suspicion.isOlderThan(LONG, 8, 31 * SECOND)).isFalse();
    assertThat(suspicion.isOlderThan(LONG, 8, 62 * SECOND)).isTrue();
  }
}
