package dev.postroom.core.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.core.cache.CacheShare;
import dev.postroom.core.cache.Stamps;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.TenantId;
import dev.postroom.spi.store.MailStore;

/**
 * The standing of places, cached and never stale: an entry counts only while no standing of its tenant was changed since before it
 * was read, by {@link Stamps}, and no change is undecided.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Every call asks whether its place still stands, and nearly always it does. So a standing is asked for by its tenant's stamp: one number
 * that a change of anything below the tenant moves, whoever may have seen what. Who keeps a standing himself, as a key does, keeps the
 * stamp with it and compares two numbers afterwards. A change makes the tenant's other places be read once more, which is rare and costs
 * what it would have without a cache. What is erased is not kept, for nobody has to find that quickly.
 */
public final class LiveStandings {
  private static final int STRIPES = 4096;

  private record Seen(Standing standing, long stamp) {}

  private final MailStore store;
  private final Undecided undecided;
  private final Cache<Scope, Seen> seen = Caffeine.newBuilder().maximumSize(CacheShare.STANDINGS.entries()).build();
  private final Stamps stamps = new Stamps(STRIPES);

  public LiveStandings(MailStore store, Undecided undecided) {
    this.store = store;
    this.undecided = undecided;
  }

  /** The worst standing on the way up from a place. */
  public Standing of(Scope place) {
    boolean isDecided = !undecided.isAny();
    long stamp = stamp(place.tenant());
    Seen known = seen.getIfPresent(place);
    if (isDecided && known != null && known.stamp() == stamp) {
      return known.standing();
    }
    Standing standing = store.read(place, transaction -> transaction.standing(place));
    if (standing == Standing.ERASED) {
      seen.invalidate(place);
    } else {
      seen.put(place, new Seen(standing, stamp));
    }
    return standing;
  }

  /** Whether a standing that was asked for after such a stamp is still that of now. */
  public boolean isStill(int tenant, long stamp) {
    return !undecided.isAny() && stamps.of(tenant) == stamp;
  }

  /** What stands for all standings of a tenant and of what is below it, to be asked for before one of them. */
  public long stamp(TenantId tenant) {
    return stamps.of(tenant.hashCode());
  }

  /** A standing at this tenant or below it was changed, and the change is committed. */
  public void changed(TenantId tenant) {
    stamps.changed(tenant.hashCode());
  }
}
