package dev.postroom.benchmarks.store;

import dev.postroom.benchmarks.report.Beside;
import dev.postroom.benchmarks.report.IndependentOf;
import dev.postroom.message.Flag;
import dev.postroom.spi.store.MessageRow;
import dev.postroom.spi.store.MessageSelection;
import dev.postroom.spi.store.MessageSlice;
import dev.postroom.store.h2.H2MailStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * What is done to one mailbox in the embedded store, by the number of its messages. Beside it floors in H2 alone: a table of the same
 * number of rows, selected from by its primary key and updated by it. Filling a mailbox takes long, so it is kept under {@code target}
 * for the next time, and each run adds to it what it appends.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MailboxSizeBenchmark {
  private static final Path KEPT = Path.of("target", "filled");
  private static final int PAGE = 50;
  private static final int CANDIDATES = 10_000;
  private static final MessageSelection NEWEST = page(Set.of());
  private static final MessageSelection NEWEST_UNREAD = page(Set.of(Flag.UNREAD));

  /** The mailbox. */
  @State(Scope.Benchmark)
  public static class Ours {
    /** How many messages it has. */
    @Param({"1000", "100000", "1000000"})
    int stored;

    private H2MailStore store;
    private FilledMailbox mailbox;
    private int next;

    /** Opens it, and fills it the first time. */
    @Setup
    public void open() {
      store = H2MailStore.open(KEPT.resolve("mailbox-" + stored));
      mailbox = FilledMailbox.in(store, stored);
      next = mailbox.size();
    }

    private int any() {
      return ThreadLocalRandom.current().nextInt(stored);
    }

    /** Closes the store. */
    @TearDown
    public void close() {
      store.close();
    }
  }

  /** The floor. */
  @State(Scope.Benchmark)
  public static class Bare {
    /** How many rows it has. */
    @Param({"1000", "100000", "1000000"})
    int stored;

    private BareTable table;

    /** Opens it, and fills it the first time. */
    @Setup
    public void open() throws SQLException {
      table = BareTable.in(KEPT.resolve("bare-" + stored), stored);
    }

    /** Closes the database. */
    @TearDown
    public void close() throws SQLException {
      table.close();
    }
  }

  private static MessageSelection page(Set<Flag> with) {
    return new MessageSelection(with, Set.of(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(),
        Set.of(), Optional.empty(), PAGE, CANDIDATES);
  }

  /** A row by its key. */
  @Benchmark
  public byte[] bareSelect(Bare bare) throws SQLException {
    return bare.table.select(ThreadLocalRandom.current().nextInt(bare.stored));
  }

  /** As many rows as a page has, from the end of the order. */
  @Benchmark
  public int bareSelectOfPage(Bare bare) throws SQLException {
    return bare.table.newest(PAGE);
  }

  /** A row changed, committed and forced. */
  @Benchmark
  public int bareUpdate(Bare bare) throws SQLException {
    return bare.table.update(ThreadLocalRandom.current().nextInt(bare.stored));
  }

  /** The row of any message, and its sealed content. */
  @Benchmark
  @Beside("bareSelect")
  @IndependentOf(value = "stored", atMost = 1.5)
  public long read(Ours ours) throws IOException {
    MessageRow row = ours.store.read(
        transaction -> ours.mailbox.at(transaction).find(FilledMailbox.id(ours.any()))).orElseThrow();
    try (InputStream content = ours.mailbox.contents().open(row.content(), row.id())) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** The newest messages. */
  @Benchmark
  @Beside("bareSelectOfPage")
  @IndependentOf(value = "stored", atMost = 1.5)
  public MessageSlice list(Ours ours) {
    return ours.store.read(transaction -> ours.mailbox.at(transaction).list(NEWEST));
  }

  /** The newest messages that were not read, one in fifty. */
  @Benchmark
  @Beside("bareSelectOfPage")
  @IndependentOf(value = "stored", atMost = 1.5)
  public MessageSlice listUnread(Ours ours) {
    return ours.store.read(transaction -> ours.mailbox.at(transaction).list(NEWEST_UNREAD));
  }

  /** The flags of any message set, and forced. */
  @Benchmark
  @Beside("bareUpdate")
  @IndependentOf(value = "stored", atMost = 1.5)
  public boolean label(Ours ours) {
    int number = ours.any();
    Set<Flag> flags = FilledMailbox.flags(number);
    return ours.store.write(transaction -> ours.mailbox.at(transaction).setFlags(FilledMailbox.id(number), flags));
  }

  /** A message appended, by one writer alone, and forced. */
  @Benchmark
  @Beside("bareUpdate")
  @IndependentOf(value = "stored", atMost = 1.5)
  public int append(Ours ours) {
    ours.mailbox.append(ours.next++, 1);
    return ours.next;
  }
}
