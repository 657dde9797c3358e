package dev.postroom.core.policy.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.address.EmailAddress;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What the store has said of addresses that a place may have an entry for, held until an entry of the place is added or taken away.
 *
 * <p>
 * How is this designed, and why? A place that writes to nobody but its partners has an entry for each recipient, and would ask the store
 * for each. So the answer is held, under the edition that the place's filter had before the store was asked. Whoever changes an entry
 * has the filter begin a new edition, after the commit and before the answer: what was read before that is found by nobody any more,
 * also when it is put in later. Former editions are not asked for, and leave with time.
 *
 * <p>
 * Safe for many threads. Not to be asked inside of a transaction, for it may have to read.
 *
 * @param <V>
 *          the answer; that there is nothing is an answer too
 */
public final class Decisions<V> {
  private static final int MOST = 20_000;
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private record Asked(PlaceFilter.Edition edition, EmailAddress address) {
    @Override
    public String toString() {
      return "Asked[sealed]";
    }
  }

  private final Cache<Asked, V> held = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LONGEST).build();

  /** The answer for an address at the place of a filter, read when it is not at hand. */
  public V of(PlaceFilter filter, EmailAddress address, Supplier<V> read) {
    Asked asked = new Asked(filter.edition(), address);
    V known = held.getIfPresent(asked);
    if (known != null) {
      return known;
    }
    V answer = read.get();
    held.put(asked, answer);
    return answer;
  }
}
