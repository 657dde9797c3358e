package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import dev.postroom.store.h2.segment.SegmentStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Compacts whenever enough was deleted since it last did, and when it is told to; one at a time. */
final class Compactor implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Compactor.class.getPackageName());

  private final Compaction compaction;
  private final FreedSpace freed;
  private final long enough;
  private final LongWork compacting = new LongWork();
  private final Thread thread;

  private Compactor(RunningDatabase database, SegmentStore segments, FreedSpace freed, long enough) {
    this.compaction = new Compaction(database, segments, compacting::requireOpen);
    this.freed = freed;
    this.enough = enough;
    this.thread = Thread.ofPlatform().daemon(true).name("postroom-store-compactor").unstarted(this::work);
  }

  static Compactor start(RunningDatabase database, SegmentStore segments, FreedSpace freed, long enough) {
    Compactor compactor = new Compactor(database, segments, freed, enough);
    compactor.thread.start();
    return compactor;
  }

  private void work() {
    while (freed.await(enough)) {
      try {
        compact();
      } catch (ClosedException closing) {
        return;
      } catch (RuntimeException | Error later) {
        LOG.log(Level.WARNING, "deleted contents stay on the disk for now", later);
      }
    }
  }

  /** Compacts now. */
  long compact() {
    return compacting.run(compaction::run);
  }

  /** Ends what runs at its next step, and waits until it has ended. */
  @Override
  public void close() {
    freed.close();
    compacting.close();
  }
}
