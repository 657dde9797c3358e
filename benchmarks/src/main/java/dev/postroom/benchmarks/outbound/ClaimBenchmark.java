package dev.postroom.benchmarks.outbound;

import dev.postroom.benchmarks.Scratch;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.benchmarks.report.IndependentOf;
import dev.postroom.spi.store.MailStore;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A claim: of what is due in one mailbox the first 32 deliveries are looked up and leased, and it is known when the next one is due;
 * forced to the disk where there is one. Beside it the floor, a bare table in H2 with one index: select for update, update, commit,
 * force. What was claimed is given back before the next claim, which is not measured.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClaimBenchmark {
  /** How many are claimed at once. */
  static final int AT_ONCE = 32;

  /** The queue in a store. */
  @State(Scope.Benchmark)
  public abstract static class InStore {
    /** How many deliveries are due. */
    @Param({"1000", "100000"})
    int queued;

    private MailStore store;
    StoredQueue queue;

    abstract MailStore open();

    /** Fills the queue. */
    @Setup
    public void fill() {
      store = open();
      queue = StoredQueue.filled(store, queued);
    }

    /** Gives back. */
    @TearDown(Level.Invocation)
    public void giveBack() {
      queue.giveBack();
    }

    /** Closes the store. */
    @TearDown
    public void close() {
      store.close();
    }
  }

  /** The queue in memory. */
  public static class InMemory extends InStore {
    @Override
    MailStore open() {
      return InMemoryMailStore.open();
    }
  }

  /** The queue in the embedded store. */
  public static class InH2 extends InStore {
    private final Scratch scratch = Scratch.open();

    @Override
    MailStore open() {
      return H2MailStore.open(scratch.resolve("mail"));
    }

    @Override
    public void close() {
      super.close();
      scratch.close();
    }
  }

  /** The queue in a bare table. */
  @State(Scope.Benchmark)
  public static class InTable {
    /** How many deliveries are due. */
    @Param({"1000", "100000"})
    int queued;

    private final Scratch scratch = Scratch.open();
    private BareQueue queue;

    /** Fills the table. */
    @Setup
    public void fill() throws SQLException {
      queue = BareQueue.filled(scratch.resolve("bare"), queued);
    }

    /** Gives back. */
    @TearDown(Level.Invocation)
    public void giveBack() throws SQLException {
      queue.giveBack();
    }

    /** Closes the database. */
    @TearDown
    public void close() throws SQLException {
      queue.close();
      scratch.close();
    }
  }

  /** The floor. */
  @Benchmark
  public int bareJdbc(InTable table) throws SQLException {
    return table.queue.claim(AT_ONCE);
  }

  /** The embedded store. */
  @Benchmark
  @Beside("bareJdbc")
  @IndependentOf(value = "queued", atMost = 1.5)
  public int claim(InH2 h2) {
    return h2.queue.claim(AT_ONCE);
  }

  /** The store of the test kit. */
  @Benchmark
  @IndependentOf("queued")
  public int claimInMemory(InMemory memory) {
    return memory.queue.claim(AT_ONCE);
  }
}
