package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.store.h2.file.StoreFilePath;
import dev.postroom.store.h2.redo.RedoLog;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The rows of a store: the database with the threads that alone touch it. */
final class RunningDatabase {
  private static final Logger LOG = System.getLogger(RunningDatabase.class.getPackageName());
  static final String REDO = "redo";
  private static final Duration FOR_EVER = Duration.ofDays(365);
  private static final int STALLED_AFTER_DEADLINES = 3;

  private final Database database;
  private final Connection held;
  private final RedoLog redo;
  private final StoreOptions options;
  private final Duration stalledAfter;
  private final JobQueue writes = new JobQueue();
  private final JobQueue reads = new JobQueue();
  private final StoreState state;
  private final List<Worker> workers = new ArrayList<>();

  /** H2 shuts a database down with its last connection, and opens it with the next: this one is held to the end. */
  private RunningDatabase(Database database, Connection held, RedoLog redo, StoreOptions options, DiskReserve reserve) {
    this.database = database;
    this.held = held;
    this.redo = redo;
    this.options = options;
    this.stalledAfter = options.deadline().multipliedBy(STALLED_AFTER_DEADLINES);
    this.state = new StoreState(writes, reads, reserve);
  }

  /**
   * Looks at the database of a folder without changing anything.
   *
   * @return whether there is none yet, or one of an earlier version
   * @throws StoreException
   *           when this version cannot use it
   */
  static boolean isBehind(Ground ground) {
    return onOwnThread(
        () -> StoreFilePath.isUnmade(ground.disk(), ground.path(Database.FILE))
            || Migrations.isBehind(Database.toLookAt(ground)));
  }

  static RunningDatabase open(Ground ground, boolean isBehind, StoreOptions options, GroupWriter.Contents contents) {
    return onOwnThread(
        () -> opened(Database.at(ground, options), new RedoLog(ground.disk(), ground.path(REDO)), isBehind,
            new DiskReserve(ground.folder(), options.contentReserve(), options.reserve()),
            options, contents));
  }

  private static <T> T onOwnThread(Callable<T> task) {
    try {
      return Uninterrupted.call("postroom-store-opener", FOR_EVER, task);
    } catch (TimeoutException never) {
      throw Failures.unavailable("store: does not open", never);
    } catch (ExecutionException failure) {
      if (Failures.cause(failure) instanceof StoreException known) {
        throw known;
      }
      throw unopened(Failures.cause(failure));
    }
  }

  private static StoreException unopened(Throwable failure) {
    boolean isDamaged = Failures.fromDatabase(failure)
        .map(SQLException::getErrorCode)
        .filter(code -> code == org.h2.api.ErrorCode.FILE_CORRUPTED_1)
        .isPresent();
    return isDamaged
        ? Failures.corrupt("store: the database is damaged", failure)
        : new StoreException(FailureReason.STORE_UNAVAILABLE, "store: the database does not open", failure);
  }

  private static RunningDatabase opened(Database database, RedoLog redo, boolean isBehind, DiskReserve reserve,
      StoreOptions options, GroupWriter.Contents contents) throws SQLException, IOException {
    Connection held = database.source().getConnection();
    try {
      boolean isRedone = DurableRows.redo(redo, database);
      if (isBehind) {
        Migrations.apply(database);
        database.force(held);
      }
      RunningDatabase running = new RunningDatabase(database, held, redo, options, reserve);
      if (isRedone || isBehind) {
        running.state.noteChange();
      }
      running.start(contents, isRedone && !isBehind);
      return running;
    } catch (SQLException | IOException | RuntimeException | Error failure) {
      redo.close();
      database.abandon(held);
      throw failure;
    }
  }

  private void start(GroupWriter.Contents contents, boolean isRedone) throws SQLException {
    Session writer = database.writer();
    contents.number(new LargeContents(writer.sql()).highest());
    DurableRows rows = new DurableRows(redo, database, writer, options.redoLog(), isRedone);
    workers.add(new GroupWriter(writes, writer, rows, contents, state));
    for (int number = 1; number <= options.readers(); number++) {
      workers.add(new Reader(number, reads, database.reader(), state));
    }
    try {
      workers.forEach(Worker::start);
    } catch (RuntimeException | Error noThread) {
      writes.close();
      reads.close();
      throw noThread;
    }
  }

  <T> T read(MailStore.Work<T> work) {
    return call(reads, new Job<>(work));
  }

  <T> T read(Scope whose, MailStore.Work<T> work) {
    return call(reads, new Job<>(whose, work));
  }

  <T> T write(MailStore.Work<T> work) {
    return call(writes, new Job<>(work));
  }

  <T> T write(Scope whose, MailStore.Work<T> work) {
    return call(writes, new Job<>(whose, work));
  }

  private <T> T call(JobQueue queue, Job<T> job) {
    if (workers.stream().anyMatch(Worker::isCurrentThread)) {
      throw new IllegalStateException("transaction: inside of another (expected: none)");
    }
    giveUpIfStalled();
    state.requireOpen();
    queue.add(job);
    return job.await(options.deadline());
  }

  /** H2 was seen spinning for ever in a statement after an error of the disk; whoever calls next gives it up. */
  private void giveUpIfStalled() {
    if (workers.stream().anyMatch(worker -> worker.isStuckFor(stalledAfter))) {
      state.fail("the database does not answer", new IllegalStateException("stalled"));
    }
  }

  /** Has the database itself hold all that was answered before this. */
  void forceRows() {
    call(writes, Job.withoutChange(transaction -> {
      H2Transaction.unitOf(transaction).forceRowsAfterCommit();
      return true;
    }));
  }

  /** How many changes have not been begun. */
  int waitingWrites() {
    return writes.size();
  }

  StoreState state() {
    return state;
  }

  StoreHealth health() {
    giveUpIfStalled();
    return state.health();
  }

  /**
   * Finishes what waits, lets go of the database, and then does what is to be done last: in a thread of its own, so that it is done also
   * after nobody has the patience to wait for it; in the caller's when there can be no other. Never while a thread is stuck in the
   * database, since it is not safe to open it again. True when it is done; false for a second call.
   */
  boolean close(Runnable last) {
    if (!state.close()) {
      return false;
    }
    writes.close();
    try {
      return Uninterrupted.get(finishing(last), stalledAfter);
    } catch (TimeoutException busy) {
      LOG.log(Level.WARNING, "the store is let go of when its threads have ended",
          Failures.unavailable("store: close", busy));
    } catch (ExecutionException failure) {
      LOG.log(Level.WARNING, "the store was not closed", Failures.unavailable("store: close", failure));
    }
    return false;
  }

  private CompletableFuture<Boolean> finishing(Runnable last) {
    try {
      return Uninterrupted.begin("postroom-store-closer", () -> finish(last));
    } catch (OutOfMemoryError noThread) {
      return CompletableFuture.completedFuture(finish(last));
    }
  }

  /** Says itself what goes wrong: it may be that nobody waits any more. */
  private boolean finish(Runnable last) {
    workers.getFirst().join(FOR_EVER);
    reads.close();
    workers.forEach(worker -> worker.join(FOR_EVER));
    try {
      shutDown();
      last.run();
      return true;
    } catch (SQLException | RuntimeException | Error failure) {
      LOG.log(Level.WARNING, "the store was not closed", Failures.unavailable("store: close", failure));
      return false;
    }
  }

  private void shutDown() throws SQLException {
    // H2 tidies its file when it shuts down: one that was only looked at stays as it is.
    if (state.hasChanged() && isForced()) {
      database.shutDown(held);
      redo.delete();
    } else {
      database.abandon(held);
      redo.close();
    }
  }

  /** Asked before the database shuts down, which says nothing of what it fails to write. */
  private boolean isForced() {
    if (state.hasFailed()) {
      return false;
    }
    try {
      database.force(held);
      return true;
    } catch (SQLException | RuntimeException | Error failure) {
      LOG.log(Level.WARNING, "the database is brought up to date when it is opened again",
          Failures.unavailable("store: force", failure));
      return false;
    }
  }
}
