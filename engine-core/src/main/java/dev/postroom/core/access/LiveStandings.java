package dev.postroom.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.MailStore;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The standing of places, cached and never stale: an entry counts only while no standing of its tenant was changed since before it
 * was read, and no change is undecided.
 *
 * <p>
 * A change is committed first and announced here second, before it is answered. An entry that is being read meanwhile carries the
 * count from before its read, so it is either read after the commit or dropped with the announcement. Tenants share counters in
 * stripes, which costs a needless read now and then, and no memory for each tenant.
 */
public final class LiveStandings {
  private static final int STRIPES = 4096;
  private static final int MOST_PLACES = 200_000;

  private record Seen(Standing standing, long changes) {}

  private final MailStore store;
  private final Undecided undecided;
  private final Cache<Scope, Seen> seen = Caffeine.newBuilder().maximumSize(MOST_PLACES).build();
  private final AtomicLongArray changes = new AtomicLongArray(STRIPES);

  public LiveStandings(MailStore store, Undecided undecided) {
    this.store = store;
    this.undecided = undecided;
  }

  /** The worst standing on the way up from a place. */
  public Standing of(Scope place) {
    int stripe = stripe(place.tenant());
    Seen known = seen.getIfPresent(place);
    if (known != null && known.changes() == changes.get(stripe) && !undecided.isAny()) {
      return known.standing();
    }
    long before = changes.get(stripe);
    Standing standing = store.read(transaction -> transaction.standing(place));
    if (standing == Standing.ERASED) {
      seen.invalidate(place);
    } else {
      seen.put(place, new Seen(standing, before));
    }
    return standing;
  }

  /** A standing at this tenant or below it was changed, and the change is committed. */
  public void changed(TenantId tenant) {
    changes.incrementAndGet(stripe(tenant));
  }

  private static int stripe(TenantId tenant) {
    return Math.floorMod(tenant.hashCode(), STRIPES);
  }
}
