package dev.postroom.core.cache;

/**
 * How much each cache may hold, chosen together: all of them, full, take half of the heap.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * A bound that is chosen for one cache alone says nothing of the heap, and many such bounds together did not fit into a small one. So here
 * are all of them: the parts of a half of the heap in thousandths, and the octets that an entry takes with its key, its nodes and its slot,
 * as heaps with full caches were seen to hold, rounded up. The other half is for what is under way, the database's pages and the host.
 * Beyond two GiB of heap nothing grows, for the memory is the host's.
 *
 * <p>
 * What is not here does not grow with customers, or is bounded by time.
 */
public enum CacheShare {
  /** Where addresses lead. */
  ROUTES(220, 104),
  /** Keys that were looked up. */
  KEYS(140, 560),
  /** When keys were noted as used. */
  KEY_USES(30, 200),
  /** The standings of places. */
  STANDINGS(80, 320),
  /** Whether mailboxes have a quota. */
  QUOTAS(60, 300),
  /** The limits of keys and places. */
  LIMITS(90, 400),
  /** What was taken at rates, kept beside the limits. */
  BUCKETS(90, 400),
  /** The octets at places that have a limit of them. */
  STORED_OCTETS(10, 320),
  /** Which mailboxes are paused. */
  PAUSES(20, 300),
  /** Open keys of mailboxes, each with its part of those above. */
  OPEN_KEYS(160, 3000),
  /** Hashes of what is suppressed. */
  SUPPRESSION_FILTERS(40, 1),
  /** Hashes of what is on the lists for sending. */
  SENDING_FILTERS(10, 1),
  /** Hashes of what is on the lists for receiving. */
  RECEIVING_FILTERS(30, 1),
  /** Ways out. */
  EGRESSES(10, 400),
  /** Refusals that were noted in the last minute. */
  REFUSALS(10, 320);

  private static final long LARGEST_HEAP = 2L << 30;
  private static final int WHOLE = 1000;

  private final int thousandths;
  private final int octetsOfEntry;

  CacheShare(int thousandths, int octetsOfEntry) {
    this.thousandths = thousandths;
    this.octetsOfEntry = octetsOfEntry;
  }

  /** The most entries in this process. */
  public int entries() {
    return entries(Runtime.getRuntime().maxMemory());
  }

  /** The most octets in this process. */
  public long octets() {
    return octets(Runtime.getRuntime().maxMemory());
  }

  int entries(long heap) {
    return (int) Math.max(1, octets(heap) / octetsOfEntry);
  }

  long octets(long heap) {
    return Math.min(heap, LARGEST_HEAP) / 2 * thousandths / WHOLE;
  }
}
