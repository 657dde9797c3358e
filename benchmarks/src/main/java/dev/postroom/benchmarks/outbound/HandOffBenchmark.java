package dev.postroom.benchmarks.outbound;

import com.icegreen.greenmail.util.GreenMail;
import dev.postroom.MailEngine;
import dev.postroom.MasterKeyFile;
import dev.postroom.admin.DomainAdmin;
import dev.postroom.admin.TenantAdmin;
import dev.postroom.benchmarks.MailSink;
import dev.postroom.benchmarks.Scratch;
import dev.postroom.benchmarks.report.Alone;
import dev.postroom.event.EventType;
import dev.postroom.outbound.OutgoingMessage;
import dev.postroom.outbound.TlsPolicy;
import dev.postroom.session.MailboxSession;
import dev.postroom.smtp.SmtpRelay;
import dev.postroom.store.h2.H2MailStore;
import dev.postroom.testkit.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
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
 * The queue from due to settled: messages of ten customers that wait in the embedded store become due at one moment, are leased,
 * opened, signed when their domains have keys, handed over by SMTP to GreenMail in the same process, and settled, every step forced to
 * the disk. One invocation is all of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class HandOffBenchmark {
  private static final int CUSTOMERS = 10;
  private static final Duration AHEAD = Duration.ofHours(1);

  /** How many messages wait. */
  @Param("5000")
  public int messages;

  /** Whether the customers' domains have keys to sign with: RSA and Ed25519, so two signatures for each message. */
  @Param({"false", "true"})
  public boolean signed;

  private final SettableClock clock = SettableClock.standing();
  private final GreenMail sink = MailSink.onFreePort();
  private final List<MailboxSession> inboxes = new ArrayList<>();
  private Scratch scratch;
  private MailEngine engine;
  private volatile CountDownLatch settled;

  /** Opens the engine and the sink. */
  @Setup
  public void open() {
    sink.start();
    scratch = Scratch.open();
    engine = MailEngine
        .builder(H2MailStore.open(scratch.resolve("mail")), MasterKeyFile.createIfAbsent(scratch.resolve("master.key")))
        .clock(clock)
        .deliverBy(SmtpRelay.to("127.0.0.1", sink.getSmtp().getPort()).tls(TlsPolicy.NONE))
        .start();
    settled = new CountDownLatch(0);
    engine.subscribe("benchmark", Set.of(EventType.DELIVERY_TAKEN), (event, cursor) -> settled.countDown());
    TenantAdmin product = engine.tenants().create("product");
    for (int i = 0; i < CUSTOMERS; i++) {
      DomainAdmin domain = product.createWorkspace("customer-" + i, "Customer")
          .claimDomain("customer-" + i + ".example")
          .confirm();
      if (signed) {
        domain.dnsRecords();
      }
      inboxes.add(domain.createMailbox("agent").session());
    }
  }

  /** Queues what is to be handed over. */
  @Setup(Level.Invocation)
  public void queue() {
    settled = new CountDownLatch(messages);
    OutgoingMessage message = OutgoingMessage.to("somebody@elsewhere.example")
        .subject("A message")
        .text("Its text.".repeat(100))
        .sendAt(clock.instant().plus(AHEAD));
    for (int i = 0; i < messages; i++) {
      inboxes.get(i % CUSTOMERS).send(message);
    }
  }

  /** Has all of it become due, and waits until the last one is settled. */
  @Benchmark
  @Alone
  public long handOver() throws InterruptedException {
    clock.advance(AHEAD);
    inboxes.forEach(inbox -> inbox.policy().resumeSending());
    settled.await();
    return settled.getCount();
  }

  /** Closes everything and deletes the folder. */
  @TearDown
  public void close() {
    engine.close();
    sink.stop();
    scratch.close();
  }
}
