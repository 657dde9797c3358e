package dev.postroom.store.h2;

import dev.postroom.error.ClosedException;
import dev.postroom.store.h2.segment.SegmentStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Compacts whenever enough was deleted since it last did, and when it is told to. */
final class Compactor implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Compactor.class.getPackageName());

  private final Compaction compaction;
  private final FreedSpace freed;
  private final long enough;
  private final LongWork compacting;
  private final Thread thread;

  private Compactor(RunningDatabase database, SegmentStore segments, FreedSpace freed, long enough,
      LongWork compacting) {
    this.compacting = compacting;
    this.compaction = new Compaction(database, segments, compacting::requireOpen);
    this.freed = freed;
    this.enough = enough;
    this.thread = Thread.ofPlatform().daemon(true).name("postroom-store-compactor").unstarted(this::work);
  }

  static Compactor start(RunningDatabase database, SegmentStore segments, FreedSpace freed, long enough,
      LongWork compacting) {
    Compactor compactor = new Compactor(database, segments, freed, enough, compacting);
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

  /** Compacts no more by itself. */
  @Override
  public void close() {
    freed.close();
  }
}
