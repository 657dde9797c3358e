package dev.postroom.benchmarks.neighbour;

import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.access.ApiKey;
import dev.postroom.access.Role;
import dev.postroom.admin.MailboxAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.benchmarks.Scratch;
import dev.postroom.benchmarks.report.IndependentOf;
import dev.postroom.event.EventQuery;
import dev.postroom.inbound.Disposition;
import dev.postroom.inbound.Envelope;
import dev.postroom.message.MessageQuery;
import dev.postroom.message.MessageSummary;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.SendReceipt;
import dev.postroom.paging.Page;
import dev.postroom.session.MailboxSession;
import dev.postroom.store.h2.H2MailStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What one customer does while nobody else does anything; while threads that are not the engine's keep every processor busy; and
 * while another customer floods the engine as fast as it takes it, with four calls at a time or a crowd of a hundred: inbound,
 * outbound, and with a subscriber that is told of all of it; the crowd reads too. He calls now and then, as who floods nothing does,
 * or again as soon as he is answered, which keeps a processor busy by itself.
 *
 * <p>
 * To be read: the 99th percentile beside a flood, divided by that beside nobody; where it is more than three times, the busy processors
 * tell how much of it any work on this machine would cost. It is warmed up for long: after a few seconds a third of the processors'
 * time beside a flood is still the compiler's, for which calls wait too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 20, time = 2)
@Measurement(iterations = 5, time = 3)
public class NeighbourBenchmark {
  private static final String QUIET = "quiet";
  private static final String LOUD = "loud";
  private static final byte[] LETTER =
      ("From: ann@remote.example\r\nSubject: A letter\r\n\r\n" + "Its text.\r\n".repeat(360))
          .getBytes(StandardCharsets.US_ASCII);
  private static final OutgoingMessage MESSAGE =
      OutgoingMessage.to("somebody@elsewhere.example").subject("A message").text("Its text.".repeat(100));

  /** What goes on beside the quiet customer. */
  public enum Company {
    NOBODY,
    BUSY_PROCESSORS,
    FLOOD,
    CROWD
  }

  /** What goes on. */
  @Param
  public Company beside;

  /** How long the quiet customer waits between two calls. */
  @Param({"0", "10"})
  public int pauseMillis;

  private final List<Thread> busy = new ArrayList<>();
  private volatile boolean closing;
  private boolean isPausing;
  private Scratch scratch;
  private MailEngine engine;
  private MailboxSession quiet;

  /** Opens the engine with its two customers, and begins the flood. */
  @Setup
  public void open() {
    scratch = Scratch.open();
    engine = MailEngine
        .builder(H2MailStore.open(scratch.resolve("mail")), MasterKeyFile.createIfAbsent(scratch.resolve("master.key")))
        .deliverBy(new Swallowing())
        .start();
    quiet = customer(QUIET);
    MailboxSession loud = customer(LOUD);
    for (int i = 0; i < 100; i++) {
      receive(QUIET);
    }
    switch (beside) {
      case NOBODY -> {
      }
      case BUSY_PROCESSORS -> keepBusy();
      case FLOOD -> flood(loud, 2, 0);
      case CROWD -> flood(loud, 40, 20);
    }
  }

  /** Calls that warm up follow each other at once, or few would be made and what is measured would be compiled half. */
  @Setup(Level.Iteration)
  public void pace(IterationParams iteration) {
    isPausing = pauseMillis > 0 && iteration.getType() == IterationType.MEASUREMENT;
  }

  /** Waits before the next call. */
  @Setup(Level.Invocation)
  public void pause() {
    if (isPausing) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
    }
  }

  private void keepBusy() {
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      busy.add(Thread.ofPlatform().start(() -> {
        while (!closing) {
          Thread.onSpinWait();
        }
      }));
    }
  }

  private void flood(MailboxSession loud, int ofEach, int readers) {
    loud.subscribe(EventQuery.fromNow(), (event, cursor) -> {
    });
    for (int i = 0; i < ofEach; i++) {
      begin(() -> receive(LOUD));
      begin(() -> loud.send(MESSAGE));
    }
    for (int i = 0; i < readers; i++) {
      begin(() -> loud.list(MessageQuery.unread().limit(20)));
    }
  }

  private MailboxSession customer(String name) {
    TenantAdmin product = engine.tenants().create("product");
    MailboxAdmin mailbox =
        product.createWorkspace(name, name).claimDomain(name + ".example").confirm().createMailbox("agent");
    return engine.keyedAccess().openMailbox(ApiKey.parse(mailbox.issueKey("agent", Role.READ_WRITE).secret()));
  }

  private void begin(Runnable act) {
    busy.add(Thread.ofVirtual().start(() -> {
      while (!closing) {
        act.run();
      }
    }));
  }

  private List<Disposition> receive(String customer) {
    try {
      return engine.inbound()
          .accept(Envelope.of("ann@remote.example", "agent@" + customer + ".example"),
              new ByteArrayInputStream(LETTER));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** A message for the quiet customer comes in. */
  @Benchmark
  @IndependentOf(value = "beside", atMost = 3)
  public List<Disposition> receive() {
    return receive(QUIET);
  }

  /** The quiet customer sends. */
  @Benchmark
  @IndependentOf(value = "beside", atMost = 3)
  public SendReceipt send() {
    return quiet.send(MESSAGE);
  }

  /** The quiet customer reads his newest mail. */
  @Benchmark
  @IndependentOf(value = "beside", atMost = 3)
  public Page<MessageSummary> read() {
    return quiet.list(MessageQuery.unread().limit(20));
  }

  /** Ends the flood, closes everything and deletes the folder. */
  @TearDown
  public void close() throws Exception {
    closing = true;
    for (Thread thread : busy) {
      thread.join();
    }
    engine.close();
    scratch.close();
  }
}
