package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.StoreHealth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the store still works. A failure is final: what a failed force left behind is known only after opening again. */
final class StoreState {
  private static final Logger LOG = System.getLogger(StoreState.class.getPackageName());
  private static final String CLOSED = "closed";

  private final AtomicReference<String> ended = new AtomicReference<>("");
  private final JobQueue writes;
  private final JobQueue reads;
  private final DiskReserve reserve;

  StoreState(JobQueue writes, JobQueue reads, DiskReserve reserve) {
    this.writes = writes;
    this.reads = reads;
    this.reserve = reserve;
  }

  boolean hasFailed() {
    String end = ended.get();
    return !end.isEmpty() && !end.equals(CLOSED);
  }

  /** Gives the store up: whoever waits is refused, and whoever comes. */
  void fail(String reason, Throwable cause) {
    StoreException failure = Failures.unavailable("store: failed (" + reason + ")", cause);
    if (ended.compareAndSet("", reason)) {
      LOG.log(Level.ERROR, "the store failed and must be opened again: " + reason, failure);
    }
    writes.fail(() -> Failures.unavailable("store: failed (" + reason + ")"));
    reads.fail(() -> Failures.unavailable("store: failed (" + reason + ")"));
  }

  /** Whether this call is the one that closes. */
  boolean close() {
    return ended.compareAndSet("", CLOSED);
  }

  /** Throws when nothing may be written. */
  void requireWritable() {
    String end = ended.get();
    if (end.equals(CLOSED)) {
      throw new ClosedException();
    }
    if (!end.isEmpty()) {
      throw Failures.unavailable("store: failed (" + end + ")");
    }
    requireReserve();
  }

  void requireReserve() {
    if (reserve.isShort()) {
      throw Failures.unavailable("store: " + reserve.reason());
    }
  }

  StoreHealth health() {
    String end = ended.get();
    if (!end.isEmpty()) {
      return new StoreHealth.Failed(end);
    }
    return reserve.isShort() ? new StoreHealth.ReadOnly(reserve.reason()) : new StoreHealth.Working();
  }
}
