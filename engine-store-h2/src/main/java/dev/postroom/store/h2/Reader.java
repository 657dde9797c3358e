package dev.postroom.store.h2;

import java.sql.SQLException;
import java.util.List;

/** Runs reads, each on a snapshot of its own. */
final class Reader extends Worker {
  private final Session session;
  private final ForceGate gate;

  Reader(int number, JobQueue queue, Session session, ForceGate gate, StoreState state) {
    super("reader-" + number, queue, 1, state);
    this.session = session;
    this.gate = gate;
  }

  @Override
  void serve(List<Job<?>> jobs) throws BrokenException {
    for (Job<?> job : jobs) {
      if (job.begin()) {
        read(job);
      }
    }
  }

  private void read(Job<?> job) throws BrokenException {
    Outcome outcome = attempt(job, new WorkUnit(session, WorkUnit.Mode.READ, EventPositions.none()));
    try {
      session.connection().rollback();
    } catch (SQLException failure) {
      throw new BrokenException(failure);
    }
    switch (outcome) {
      case Outcome.Done done -> gate.whenForced(job::tell, job::refuse);
      // It may have been refused for what is committed and not forced yet.
      case Outcome.Refused refused -> gate.whenForced(() -> job.refuse(refused.failure()), job::refuse);
      case Outcome.Broken broken when broken.failure() instanceof VirtualMachineError -> job.refuse(broken.failure());
      case Outcome.Broken broken -> throw new BrokenException(broken.failure());
    }
  }
}
