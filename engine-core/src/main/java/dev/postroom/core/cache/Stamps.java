package dev.postroom.core.cache;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How often what is stored was changed, counted in stripes: what is remembered counts only while the stamp from before it was read is
 * still the stamp of now.
 *
 * <p>
 * How is this designed, and why? A change is committed first and counted here second, before it is answered. A read that is under way
 * meanwhile carries the stamp from before, so what it brings is either from after the commit or does not count; nobody has to wait
 * for a read, or to find what it put where. A stamp is a sum of counts, and what hangs on two things has the sum of both stamps. Counts
 * only rise, so two sums are the same only when no count has risen between them. Stripes are shared, which costs a needless read now
 * and then, and no memory for each thing. Safe for many threads; asking costs a look at a few numbers.
 */
public final class Stamps {
  private final AtomicLongArray stripes;
  private final AtomicLong all = new AtomicLong();

  /** So many stripes, a power of two. */
  public Stamps(int stripes) {
    this.stripes = new AtomicLongArray(stripes);
  }

  /** The stamp of what hangs on one thing. */
  public long of(int hash) {
    return all.get() + stripes.get(stripe(hash));
  }

  /** This is changed, or may be, and the change is committed. */
  public void changed(int hash) {
    stripes.incrementAndGet(stripe(hash));
  }

  /** Anything may be changed, and the change is committed. */
  public void changedAll() {
    all.incrementAndGet();
  }

  private int stripe(int hash) {
    return (hash ^ hash >>> 16) & stripes.length() - 1;
  }
}
