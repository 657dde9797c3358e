package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The one writer. How is this designed, and why?
 *
 * <p>
 * A change is answered when a power cut cannot take it back, and a forced commit costs as much for one change as for sixty. So
 * calls queue up, and what has come while a group was being forced is the next group, with what comes while it is worked at:
 * alone, a caller waits for one force; among many, dozens share one. Each work runs behind a savepoint of the group's transaction
 * and is undone alone when it throws. One thread makes all changes, so they are serial without locks, the order of commits is the
 * order of events, and what one look has found is still so when the change is made.
 *
 * <p>
 * Callers who were answered together come back together, and those who waited meanwhile are out of step with them: left alone,
 * they would make two groups for ever, each paying for a force. So a group waits for as many calls as the last one had and as came
 * while that was forced, but never longer than the force took. Who is alone waits for nobody.
 *
 * <p>
 * Many calls of one customer are not to be in the way of others. So workspaces take turns, also in the middle of a group, and a group
 * ends when nobody who waits may have more of it: see {@link Shares}.
 *
 * <p>
 * The order at the end of a group is what keeps rows from pointing at nothing: first the segments are forced, then the rows, which are
 * committed only then, then callers are told, and only then are contents freed that no row points at any more. If one of these
 * steps fails nobody can say what is on the disk; the store is given up and says so.
 */
final class GroupWriter extends Worker {
  private static final Logger LOG = System.getLogger(GroupWriter.class.getPackageName());
  private static final int MOST = 64;
  private static final long MOST_OCTETS = 1 << 20;
  /** Of a caller's patience the lesser part: after so long a group takes no more works, and who is done is answered. */
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long LONGEST_PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** The sealed contents that rows point at. */
  interface Contents {
    /** Makes safe from a power cut what was appended. */
    void force();

    /** Gives the space of a content back. */
    void free(ContentRef content);

    /** Gives only numbers above this one, the highest of a large content that a row points at, from now on. */
    void number(long highest);

    /** Deletes the large contents that a crash left behind, all from before this opening but for those of these numbers. */
    void sweep(Set<Long> live);
  }

  private final Session session;
  private final DurableRows rows;
  private final Contents contents;
  private final StoreState state;
  private final EventPositions positions;
  private final JobQueue queue;
  private JobQueue.Patience patience = JobQueue.Patience.NONE;
  private boolean swept;

  GroupWriter(JobQueue queue, Session session, DurableRows rows, Contents contents, StoreState state) {
    super("writer", queue, MOST, state);
    this.queue = queue;
    this.session = session;
    this.rows = rows;
    this.contents = contents;
    this.state = state;
    this.positions = EventPositions.after(session.sql());
  }

  @Override
  JobQueue.Patience patience() {
    return patience;
  }

  @Override
  void serve() throws BrokenException {
    try {
      Group group = new Group();
      Shares shares = new Shares();
      for (Optional<Job<?>> next = take(shares); next.isPresent();
          next = group.isLong() ? Optional.empty() : take(shares)) {
        group.take(next.get());
      }
      int kept = queue.size();
      finish(group);
      patience = new JobQueue.Patience(group.taken + queue.size() - kept,
          Math.min(group.forcing, LONGEST_PATIENCE_NANOS));
    } catch (SQLException | IOException | RuntimeException | Error failure) {
      throw new BrokenException(failure);
    }
  }

  private void finish(Group group) throws SQLException, IOException {
    group.makeDurable();
    progressed();
    if (group.wantsRowsForced) {
      rows.force();
    }
    group.answers.forEach(Runnable::run);
    group.freed.forEach(this::free);
    if (shouldForceRows()) {
      forceRows();
    }
    if (group.changed && !swept) {
      swept = true;
      sweep();
    }
  }

  /** To force the database takes room: as soon as there is little, and not when there is none. */
  private boolean shouldForceRows() {
    return !state.isShortOfDisk() && (rows.areDue() || !state.hasRoomForContents());
  }

  private void forceRows() throws SQLException, IOException {
    if (state.hasRoomForContents()) {
      rows.tidy();
    }
    rows.force();
  }

  /** Not before the first change: who opens a store with the wrong keys changes nothing, and so finds all of it as it was. */
  private void sweep() throws SQLException {
    try {
      contents.sweep(new LargeContents(session.sql()).segments());
    } catch (StoreException stays) {
      LOG.log(Level.WARNING, "what a crash left behind stays on the disk until the store is opened again", stays);
    } finally {
      rows.rollback();
    }
  }

  private void free(ContentRef content) {
    try {
      contents.free(content);
    } catch (StoreException stays) {
      LOG.log(Level.WARNING, "a deleted content stays on the disk until the store is opened again", stays);
    }
  }

  /** The works of one commit. */
  private final class Group {
    private final List<Runnable> answers = new ArrayList<>();
    private final List<ContentRef> freed = new ArrayList<>();
    private final long begun = System.nanoTime();
    private boolean changed;
    private boolean wantsRowsForced;
    private long forcing;
    private int taken;

    boolean isLong() {
      return !answers.isEmpty()
          && (System.nanoTime() - begun > LONGEST_NANOS || session.recording().octets() > MOST_OCTETS);
    }

    void take(Job<?> job) throws SQLException, IOException, BrokenException {
      taken++;
      if (job.begin()) {
        run(job);
      }
    }

    private void run(Job<?> job) throws SQLException, IOException, BrokenException {
      if (state.isShortOfDisk() && (job.changes() || rows.areInLogAlone())) {
        job.refuse(state.shortOfDisk());
        return;
      }
      if (job.changes()) {
        if (!opensLog(job)) {
          return;
        }
        rows.makeReady();
      }
      rows.countPages();
      session.mark();
      WorkUnit unit = new WorkUnit(session, WorkUnit.Mode.WRITE, positions);
      switch (attempt(job, unit)) {
        case Outcome.Done work when session.recording().isIncomplete() -> {
          session.undo();
          job.refuse(new IllegalStateException("work: changed rows by a way that is not recorded"));
        }
        case Outcome.Done work -> {
          changed |= unit.hasChanged();
          wantsRowsForced |= unit.wantsRowsForced();
          freed.addAll(work.freed());
          answers.add(job::tell);
        }
        case Outcome.Refused refused -> {
          session.undo();
          // Not before the force: a work may have been refused for what another one of the group has changed.
          answers.add(() -> job.refuse(refused.failure()));
        }
        case Outcome.Broken broken -> throw new BrokenException(broken.failure());
      }
    }

    private boolean opensLog(Job<?> job) {
      try {
        rows.openLog();
        return true;
      } catch (IOException forNow) {
        job.refuse(Failures.unavailable("store: the redo log cannot be opened", forNow));
        return false;
      }
    }

    /** Nothing is forced for works that found nothing to change. */
    void makeDurable() throws SQLException, IOException {
      if (!changed) {
        rows.rollback();
        return;
      }
      state.noteChange();
      long start = System.nanoTime();
      contents.force();
      rows.commit();
      forcing = System.nanoTime() - start;
    }
  }
}
