package dev.postroom.core.policy.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class HashTableProps {

  @Property
  void it_holds_what_was_put_in_and_nothing_else(@ForAll List<@LongRange(min = -9, max = 9) Long> first,
      @ForAll List<Long> added, @ForAll List<@LongRange(min = -9, max = 9) Long> asked) {
    HashTable table = new HashTable(first.stream().mapToLong(Long::longValue).toArray(), first.size());
    Set<Long> model = new HashSet<>();
    first.forEach(hash -> model.add(slot(hash)));
    added.stream().filter(table::add).forEach(hash -> model.add(slot(hash)));

    assertThat(model).allMatch(table::holds);
    assertThat(asked).allMatch(hash -> table.holds(hash) == model.contains(slot(hash)));
    assertThat(table.isEmpty()).isEqualTo(model.isEmpty());
  }

  @Property(tries = 50)
  void it_takes_at_least_half_as_many_more_and_then_no_more(@ForAll @LongRange(min = 0, max = 2_000) long count) {
    HashTable table = new HashTable(spread(0, (int) count), (int) count);
    long taken = 0;
    for (long hash : spread((int) count, 4 * (int) count + 100)) {
      taken += table.add(hash) ? 1 : 0;
    }
    assertThat(taken).isBetween(count / 2, count + 16);
    assertThat(LongStream.of(spread(0, (int) count))).allMatch(table::holds);
  }

  private static long[] spread(int from, int to) {
    long[] hashes = new long[Math.max(0, to - from)];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = (from + i + 1) * 0x9E3779B97F4A7C15L;
    }
    return hashes;
  }

  /** Zero and one are one to it. */
  private static long slot(long hash) {
    return hash == 0 ? 1 : hash;
  }
}
