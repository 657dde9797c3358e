package dev.postroom.core.domain;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.address.DomainName;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.dkim.DkimKey;
import dev.postroom.id.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Supplier;

/**
 * The open keys to sign with, bounded and never stale: an entry counts only while nothing was forgotten at its tenant since before it
 * was read, and no change is undecided, as in {@link dev.postroom.core.access.LiveStandings}. What is not used for a while is dropped,
 * so that private keys do not lie about.
 */
final class OpenDomainKeys {
  private static final int STRIPES = 1024;
  private static final int OF_PLATFORM = STRIPES;
  private static final int MOST_DOMAINS = 10_000;
  private static final Duration IDLE = Duration.ofMinutes(10);

  /** A domain as one workspace uses it, or all of them. */
  private record Key(Optional<Scope.OfWorkspace> workspace, DomainName domain) {}

  private record Seen(List<DkimKey> keys, long changes) {}

  private final Cache<Key, Seen> seen =
      Caffeine.newBuilder().maximumSize(MOST_DOMAINS).expireAfterAccess(IDLE).executor(Runnable::run).build();
  private final AtomicLongArray changes = new AtomicLongArray(STRIPES + 1);
  private final Undecided undecided;

  OpenDomainKeys(Undecided undecided) {
    this.undecided = undecided;
  }

  List<DkimKey> get(Scope.OfWorkspace workspace, DomainName domain, Supplier<List<DkimKey>> load) {
    return get(new Key(Optional.of(workspace), domain), stripe(workspace.tenant()), load);
  }

  /** The keys of a domain of the platform; also known of those that are none. */
  List<DkimKey> getOfPlatform(DomainName domain, Supplier<List<DkimKey>> load) {
    return get(new Key(Optional.empty(), domain), OF_PLATFORM, load);
  }

  private List<DkimKey> get(Key key, int stripe, Supplier<List<DkimKey>> load) {
    Seen known = seen.getIfPresent(key);
    if (known != null && known.changes() == changes.get(stripe) && !undecided.isAny()) {
      return known.keys();
    }
    long before = changes.get(stripe);
    List<DkimKey> keys = load.get();
    seen.put(key, new Seen(keys, before));
    return keys;
  }

  /** Drops what is open at a place and below. */
  void forget(Scope place) {
    changes.incrementAndGet(stripe(place.tenant()));
    seen.asMap().keySet().removeIf(key -> key.workspace().filter(place::covers).isPresent());
  }

  /** Drops what is open of the platform's domains. */
  void forgetPlatform() {
    changes.incrementAndGet(OF_PLATFORM);
    seen.asMap().keySet().removeIf(key -> key.workspace().isEmpty());
  }

  private static int stripe(TenantId tenant) {
    return Math.floorMod(tenant.hashCode(), STRIPES);
  }
}
