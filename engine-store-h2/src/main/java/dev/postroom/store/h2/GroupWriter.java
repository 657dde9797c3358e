package dev.postroom.store.h2;

import dev.postroom.error.StoreException;
import dev.postroom.spi.store.ContentRef;
import java.io.IOException;
import java.sql.Savepoint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The one writer. How is this designed, and why?
 *
 * <p>
 * A change is answered when a power cut cannot take it back, and a forced commit costs as much for one change as for sixty. So
 * calls queue up, and what has come while a group was being forced is the next group: alone, a caller waits for one force;
 * among many, hundreds share one. Each work runs behind a savepoint of the group's transaction and is undone alone when it
 * throws. One thread makes all changes, so they are serial without locks, the order of commits is the order of events, and what
 * one look has found is still so when the change is made.
 *
 * <p>
 * The order at the end of a group is what keeps rows from pointing at nothing: first the segments are forced, then the rows are
 * committed and forced, then callers are told, and only then are contents freed that no row points at any more. If one of these
 * steps fails nobody can say what is on the disk; the store is given up and says so.
 */
final class GroupWriter extends Worker {
  private static final int MOST = 64;

  /** The sealed contents that rows point at. */
  interface Contents {
    void force() throws IOException;

    void free(ContentRef content) throws IOException;
  }

  private final Session session;
  private final Database database;
  private final Contents contents;
  private final ForceGate gate;
  private final StoreState state;
  private final EventPositions positions;

  GroupWriter(JobQueue queue, Session session, Database database, Contents contents, ForceGate gate, StoreState state) {
    super("postroom-store-writer", queue, MOST);
    this.session = session;
    this.database = database;
    this.contents = contents;
    this.gate = gate;
    this.state = state;
    this.positions = EventPositions.after(session.sql());
  }

  @Override
  void serve(List<Job<?>> jobs) {
    Group group = new Group();
    try {
      jobs.stream().filter(Job::begin).forEach(group::run);
      group.makeDurable();
    } catch (BrokenException broken) {
      group.done.forEach(job -> job.refuse(Failures.unavailable("store: a write failed", broken.reason)));
      gate.failed(Failures.unavailable("store: a write failed", broken.reason));
      state.fail("a write failed", broken.reason);
      return;
    }
    group.done.forEach(Job::tell);
    group.freed.forEach(this::free);
  }

  private void free(ContentRef content) {
    try {
      contents.free(content);
    } catch (IOException failure) {
      state.fail("a content could not be freed", failure);
    }
  }

  /** What the database cannot be trusted after. */
  private static final class BrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Throwable reason;

    BrokenException(Throwable reason) {
      super(reason);
      this.reason = reason;
    }
  }

  /** The works of one commit. */
  private final class Group {
    private final List<Job<?>> done = new ArrayList<>();
    private final List<ContentRef> freed = new ArrayList<>();
    private boolean changed;

    void run(Job<?> job) {
      if (isRefused(job)) {
        return;
      }
      WorkUnit unit = new WorkUnit(session, WorkUnit.Mode.WRITE, positions);
      try {
        Savepoint before = session.connection().setSavepoint();
        settle(job, attempt(job, unit), before);
        changed |= unit.hasChanged();
      } catch (SQLException failure) {
        job.refuse(Failures.unavailable("store: a write failed", failure));
        throw new BrokenException(failure);
      }
    }

    private boolean isRefused(Job<?> job) {
      try {
        state.requireReserve();
        return false;
      } catch (StoreException noSpace) {
        job.refuse(noSpace);
        return true;
      }
    }

    private void settle(Job<?> job, Outcome outcome, Savepoint before) throws SQLException {
      switch (outcome) {
        case Outcome.Done work -> {
          done.add(job);
          freed.addAll(work.freed());
        }
        case Outcome.Refused refused -> {
          session.connection().rollback(before);
          job.refuse(refused.failure());
        }
        case Outcome.Broken broken -> {
          job.refuse(Failures.unavailable("store: a write failed", broken.failure()));
          throw new BrokenException(broken.failure());
        }
      }
    }

    /** Nothing is forced for works that found nothing to change. */
    void makeDurable() {
      try {
        if (!changed) {
          session.connection().rollback();
          return;
        }
        contents.force();
        gate.begin();
        session.connection().commit();
        database.force(session.connection());
        gate.forced();
      } catch (SQLException | IOException | RuntimeException failure) {
        throw new BrokenException(failure);
      }
    }
  }
}
