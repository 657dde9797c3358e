package dev.postroom.store.h2;

import dev.postroom.store.h2.segment.SegmentStore;
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
 * @param redoLog
 *          how many octets of changes come together before the database itself is forced
 * @param segments
 *          how long segments become
 * @param compactedAfter
 *          how many octets are deleted before the store compacts by itself
 * @param confining
 *          how statements are kept to their place
 */
record StoreOptions(Duration deadline, long contentReserve, long reserve, int readers, int cacheKib,
    long redoLog, SegmentStore.Limits segments, long compactedAfter, Confining confining) {
  static final StoreOptions USUAL =
      new StoreOptions(Duration.ofSeconds(10), 64L << 20, 16L << 20, 3, 64 << 10, 4L << 20,
          SegmentStore.Limits.USUAL, 128L << 20, Confining.ALWAYS);

  StoreOptions withDeadline(Duration other) {
    return new StoreOptions(other, contentReserve, reserve, readers, cacheKib, redoLog, segments, compactedAfter,
        confining);
  }

  StoreOptions withContentReserve(long other) {
    return new StoreOptions(deadline, other, reserve, readers, cacheKib, redoLog, segments, compactedAfter, confining);
  }

  StoreOptions withReserve(long other) {
    return new StoreOptions(deadline, contentReserve, other, readers, cacheKib, redoLog, segments, compactedAfter,
        confining);
  }

  StoreOptions withCompactedAfter(long other) {
    return new StoreOptions(deadline, contentReserve, reserve, readers, cacheKib, redoLog, segments, other, confining);
  }

  StoreOptions withRedoLog(long other) {
    return new StoreOptions(deadline, contentReserve, reserve, readers, cacheKib, other, segments, compactedAfter,
        confining);
  }

  StoreOptions withSegments(SegmentStore.Limits other) {
    return new StoreOptions(deadline, contentReserve, reserve, readers, cacheKib, redoLog, other, compactedAfter,
        confining);
  }

  StoreOptions withConfining(Confining other) {
    return new StoreOptions(deadline, contentReserve, reserve, readers, cacheKib, redoLog, segments, compactedAfter,
        other);
  }
}
