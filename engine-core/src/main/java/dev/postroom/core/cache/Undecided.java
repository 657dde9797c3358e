package dev.postroom.core.cache;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whether there is a change of which nobody knows yet whether it is made. As long as there is one, nothing that is cached counts: it
 * may be made at any moment, and nobody is told of that moment. Whoever goes by {@link Stamps} asks here first and for the stamp after:
 * a change that ends in between is in the stamp then. Safe for many threads; asking costs a look at one number.
 */
public final class Undecided {
  private final AtomicInteger changes = new AtomicInteger();

  /** Whether what is cached counts for nothing now. */
  public boolean isAny() {
    return changes.get() > 0;
  }

  /** A change is open; to be said before its caller is told so. */
  public void begin() {
    changes.incrementAndGet();
  }

  /** A change is decided, and what it changes, or would have, is dropped. */
  public void end() {
    changes.decrementAndGet();
  }
}
