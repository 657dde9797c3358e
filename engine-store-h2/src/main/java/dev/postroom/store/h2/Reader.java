package dev.postroom.store.h2;

import java.sql.SQLException;
import java.util.Optional;

/**
 * Runs reads, each on a snapshot of its own. None changes anything, so each is ended by a commit: at a rollback H2 forgets what it has
 * parsed, and a page of messages would be parsed anew each time.
 */
final class Reader extends Worker {
  private final Session session;

  Reader(int number, JobQueue queue, Session session, StoreState state) {
    super("reader-" + number, queue, 1, state);
    this.session = session;
  }

  @Override
  void serve() throws BrokenException {
    Optional<Job<?>> next = take(new Shares());
    if (next.isPresent() && next.get().begin()) {
      read(next.get());
    }
  }

  private void read(Job<?> job) throws BrokenException {
    Outcome outcome = attempt(job, new WorkUnit(session, WorkUnit.Mode.READ, EventPositions.none()));
    try {
      session.connection().commit();
    } catch (SQLException failure) {
      throw new BrokenException(failure);
    }
    switch (outcome) {
      case Outcome.Done done -> job.tell();
      case Outcome.Refused refused -> job.refuse(refused.failure());
      case Outcome.Broken broken when broken.failure() instanceof VirtualMachineError -> job.refuse(broken.failure());
      case Outcome.Broken broken -> throw new BrokenException(broken.failure());
    }
  }
}
