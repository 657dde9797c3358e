package dev.postroom.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CacheShareTest {
  private static final long MIB = 1L << 20;

  @Test
  void all_together_take_half_of_the_heap_at_most() {
    for (long heap : new long[]{64 * MIB, 512 * MIB, 2048 * MIB}) {
      assertThat(sum(heap)).isBetween(heap / 2 - heap / 100, heap / 2);
    }
  }

  @Test
  void a_large_heap_is_left_to_the_host() {
    assertThat(sum(64 * 1024 * MIB)).isEqualTo(sum(2048 * MIB));
  }

  @Test
  void a_small_heap_still_has_room_in_each() {
    for (CacheShare share : CacheShare.values()) {
      assertThat(share.entries(16 * MIB)).as(share.name()).isGreaterThan(100);
    }
  }

  private static long sum(long heap) {
    return Arrays.stream(CacheShare.values()).mapToLong(share -> share.octets(heap)).sum();
  }
}
