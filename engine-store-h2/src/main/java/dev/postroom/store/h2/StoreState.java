package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.StoreHealth;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Whether the store still works. A failure is final: what a failed force left behind is known only after opening again. */
final class StoreState {
  private static final Logger LOG = System.getLogger(StoreState.class.getPackageName());
  private final AtomicReference<String> failure = new AtomicReference<>("");
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean changed = new AtomicBoolean();
  private final JobQueue writes;
  private final JobQueue reads;
  private final DiskReserve reserve;

  StoreState(JobQueue writes, JobQueue reads, DiskReserve reserve) {
    this.writes = writes;
    this.reads = reads;
    this.reserve = reserve;
  }

  /** Gives the store up: whoever comes is refused, whose work is under way, and whoever waits; before that is logged, which may fail. */
  void fail(String reason, Throwable cause, List<Job<?>> underWay) {
    boolean isFirst = failure.compareAndSet("", reason);
    underWay.forEach(job -> job.refuse(Failures.unavailable("store: " + reason, cause)));
    writes.fail(() -> Failures.unavailable(failed(reason)));
    reads.fail(() -> Failures.unavailable(failed(reason)));
    if (isFirst) {
      LOG.log(Level.ERROR, "the store must be opened again", Failures.unavailable(failed(reason), cause));
    }
  }

  /** The same when it is not by a work that it fails. */
  void fail(String reason, Throwable cause) {
    fail(reason, cause, List.of());
  }

  private static String failed(String reason) {
    return "store: failed (" + reason + ")";
  }

  void noteChange() {
    changed.set(true);
  }

  /** Whether anything was changed since the opening. */
  boolean hasChanged() {
    return changed.get();
  }

  boolean hasFailed() {
    return !failure.get().isEmpty();
  }

  /** Whether this call is the one that closes. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  void requireNotClosed() {
    if (closed.get()) {
      throw new ClosedException();
    }
  }

  void requireOpen() {
    requireNotClosed();
    if (hasFailed()) {
      throw Failures.unavailable(failed(failure.get()));
    }
  }

  boolean hasRoomForContents() {
    return reserve.takesContents();
  }

  void requireRoomForContents() {
    requireOpen();
    if (!hasRoomForContents()) {
      throw Failures.full("store: " + reserve.reasonForContents());
    }
  }

  /** The octets that copies may take, which give more back soon. */
  long roomToMove() {
    return reserve.roomToMove();
  }

  void requireRoomToMove() {
    requireOpen();
    if (reserve.roomToMove() <= 0) {
      throw Failures.full("store: " + reserve.reasonForContents());
    }
  }

  boolean isShortOfDisk() {
    return !reserve.takesChanges();
  }

  StoreException shortOfDisk() {
    return Failures.full("store: " + reserve.reasonForChanges());
  }

  StoreHealth health() {
    if (closed.get()) {
      return new StoreHealth.Failed("closed");
    }
    if (hasFailed()) {
      return new StoreHealth.Failed(failure.get());
    }
    if (isShortOfDisk()) {
      return new StoreHealth.ReadOnly(reserve.reasonForChanges());
    }
    return reserve.takesContents() ? new StoreHealth.Working() : new StoreHealth.Full(reserve.reasonForContents());
  }
}
