package dev.postroom.benchmarks.store;

import dev.postroom.benchmarks.Scratch;
import dev.postroom.benchmarks.report.Beside;
import dev.postroom.store.h2.H2MailStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
 * So many writers at the same time append one message of 4 KiB each to one mailbox, content, rows and tokens, and wait until theirs is
 * on the disk: one invocation is all of them. Beside it the floor: as many octets written to a file and forced, once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GroupAppendBenchmark {
  private static final int OCTETS = 4096;

  /** How many. */
  @Param({"1", "10", "100"})
  int writers;

  private final Scratch scratch = Scratch.open();
  private final AtomicInteger next = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private H2MailStore store;
  private List<Callable<Integer>> appends;
  private ByteBuffer octets;
  private FileChannel file;

  /** Opens both. */
  @Setup
  public void open() throws IOException {
    store = H2MailStore.open(scratch.resolve("mail"));
    FilledMailbox mailbox = FilledMailbox.in(store, 0);
    Callable<Integer> append = () -> {
      int number = next.getAndIncrement();
      mailbox.append(number, 1);
      return number;
    };
    appends = Collections.nCopies(writers, append);
    octets = ByteBuffer.allocateDirect(writers * OCTETS);
    file = FileChannel.open(scratch.resolve("floor"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /** The floor. */
  @Benchmark
  public int writeAndForce() throws IOException {
    int written = file.write(octets.rewind());
    file.force(false);
    return written;
  }

  /** The store. */
  @Benchmark
  @Beside("writeAndForce")
  public int appendTogether() throws InterruptedException, ExecutionException {
    int last = 0;
    for (Future<Integer> one : threads.invokeAll(appends)) {
      last = one.get();
    }
    return last;
  }

  /** Closes both. */
  @TearDown
  public void close() throws IOException {
    threads.close();
    store.close();
    file.close();
    scratch.close();
  }
}
