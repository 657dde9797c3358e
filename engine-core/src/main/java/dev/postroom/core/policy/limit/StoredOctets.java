package dev.postroom.core.policy.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.event.Changes;
import dev.postroom.core.policy.Places;
import dev.postroom.outbound.Explanation.ByLimit;
import dev.postroom.policy.Limit;
import dev.postroom.policy.Limit.Kind;
import dev.postroom.spi.store.MailStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is room for one more message at a mailbox and at the places above it.
 *
 * <p>
 * How is this designed, and why? Counting what a workspace or tenant keeps costs a look at each of its mailboxes, and is asked for
 * with every message. So it is counted once, and from then on what is stored is added. What is deleted is not taken off: the sum is
 * never too small, and when it says that there is no room it is counted anew, though not twice in five seconds. Nothing that goes
 * wrong here lasts. Where there is no limit nothing is counted at all.
 *
 * <p>
 * Like a mailbox's quota it is soft: the message that reaches the limit is still taken, and so are those under way beside it.
 */
public final class StoredOctets {
  private final MailStore store;
  private final LiveLimits limits;
  private final Changes changes;
  private final Clock clock;
  private final Cache<Scope, OctetSum> sums =
      Caffeine.newBuilder().maximumSize(CacheShare.STORED_OCTETS.entries()).build();

  public StoredOctets(MailStore store, LiveLimits limits, Changes changes, Clock clock) {
    this.store = store;
    this.limits = limits;
    this.changes = changes;
    this.clock = clock;
  }

  /** The limit that is reached; nothing when there is room. Not to be asked in a transaction, for it may have to count. */
  public Optional<ByLimit> reached(Places places) {
    for (LevelLimits level : limits.of(Level.of(places)).levels()) {
      Optional<Limit> reached = level.total(Kind.STORED_OCTETS).filter(limit -> isReached(level.level(), limit));
      if (reached.isPresent()) {
        return reached.map(level.level()::rule);
      }
    }
    return Optional.empty();
  }

  private boolean isReached(Level level, Limit limit) {
    OctetSum sum = sums.get(level.place(), fresh -> new OctetSum());
    return sum.isAtLeast(limit.amount(), clock.instant(), () -> counted(level.place()));
  }

  private long counted(Scope place) {
    return store.read(place, transaction -> UsageCounts.storedOctets(transaction, place));
  }

  /** Adds a message in the change under way that stores it. */
  public void add(Places places, long octets) {
    changes.afterwards(() -> List.<Scope>of(places.mailbox(), places.workspace(), places.tenant())
        .forEach(place -> added(place, octets)));
  }

  private void added(Scope place, long octets) {
    OctetSum known = sums.getIfPresent(place);
    if (known != null) {
      known.add(octets);
    }
  }
}
