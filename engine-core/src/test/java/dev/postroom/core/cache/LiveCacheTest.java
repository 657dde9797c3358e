package dev.postroom.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LiveCacheTest {
  private final AtomicInteger stored = new AtomicInteger(1);
  private final Undecided undecided = new Undecided();
  private final LiveCache<String, Integer> cache = new LiveCache<>(10, undecided, key -> stored.get());

  @Test
  void it_answers_what_was_read_until_that_is_dropped() {
    assertThat(cache.peek("a")).isEmpty();
    assertThat(cache.get("a")).isEqualTo(1);
    stored.set(2);
    assertThat(cache.get("a")).isEqualTo(1);
    assertThat(cache.peek("a")).contains(1);
    cache.drop("a");
    assertThat(cache.get("a")).isEqualTo(2);
  }

  @Test
  void nothing_in_it_counts_while_a_change_is_undecided_and_nothing_is_kept() {
    cache.get("a");
    undecided.begin();
    undecided.begin();
    stored.set(2);
    assertThat(cache.get("a")).isEqualTo(2);
    assertThat(cache.get("b")).isEqualTo(2);
    assertThat(cache.peek("a")).isEmpty();
    undecided.end();
    stored.set(3);
    assertThat(cache.get("b")).isEqualTo(3);

    cache.drop("a");
    undecided.end();
    assertThat(cache.peek("b")).isEmpty();
    assertThat(cache.get("a")).isEqualTo(3);
    stored.set(4);
    assertThat(cache.get("a")).isEqualTo(3);
  }
}
