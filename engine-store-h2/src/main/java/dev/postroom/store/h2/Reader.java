package dev.postroom.store.h2;

import java.sql.SQLException;
import java.util.List;

/** Runs reads, each on a snapshot of its own. */
final class Reader extends Worker {
  private final Session session;
  private final ForceGate gate;
  private final StoreState state;

  Reader(int number, JobQueue queue, Session session, ForceGate gate, StoreState state) {
    super("postroom-store-reader-" + number, queue, 1);
    this.session = session;
    this.gate = gate;
    this.state = state;
  }

  @Override
  void serve(List<Job<?>> jobs) {
    jobs.stream().filter(Job::begin).forEach(this::read);
  }

  private void read(Job<?> job) {
    Outcome outcome = attempt(job, new WorkUnit(session, WorkUnit.Mode.READ, EventPositions.none()));
    try {
      session.connection().rollback();
    } catch (SQLException failure) {
      outcome = new Outcome.Broken(failure);
    }
    switch (outcome) {
      case Outcome.Done done -> gate.whenForced(job::tell, job::refuse);
      case Outcome.Refused refused -> job.refuse(refused.failure());
      case Outcome.Broken broken -> {
        job.refuse(Failures.unavailable("store: a read failed", broken.failure()));
        if (broken.failure() instanceof SQLException) {
          state.fail("a read failed", broken.failure());
        }
      }
    }
  }
}
