package dev.postroom.store.h2;

import java.time.Duration;

/**
 * What may be set about a store, until somebody needs it in public.
 *
 * @param deadline
 *          how long a call waits at most
 * @param contentReserve
 *          the octets of free disk below which no content is taken any more: enough for those that are under way
 * @param reserve
 *          the octets of free disk below which nothing is written any more: enough for a group and the journal of its force
 * @param readers
 *          how many reads run at once
 * @param cacheKib
 *          the memory for pages of the database
 */
record StoreOptions(Duration deadline, long contentReserve, long reserve, int readers, int cacheKib) {
  static final StoreOptions USUAL = new StoreOptions(Duration.ofSeconds(10), 64L << 20, 16L << 20, 3, 64 << 10);

  StoreOptions withDeadline(Duration other) {
    return new StoreOptions(other, contentReserve, reserve, readers, cacheKib);
  }

  StoreOptions withContentReserve(long other) {
    return new StoreOptions(deadline, other, reserve, readers, cacheKib);
  }

  StoreOptions withReserve(long other) {
    return new StoreOptions(deadline, contentReserve, other, readers, cacheKib);
  }
}
