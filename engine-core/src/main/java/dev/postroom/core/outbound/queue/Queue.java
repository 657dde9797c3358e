package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.core.Rungs;
import dev.postroom.core.Tools;
import dev.postroom.error.PostroomException;
import dev.postroom.id.DeliveryId;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.spi.store.DeliveryRow;
import dev.postroom.spi.store.DeliveryTable;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The queue of mail on its way out, while the engine runs: one thread that leases what is due, fairly, and threads by destination that
 * hand it over. What waits is in the store; here is only what is known of when.
 *
 * <p>
 * At its start every delivery that is leased was leased by a process that is gone, for a store has one process; such leases are given
 * back first. So a delivery that was handed over and not settled when the process died is handed over again, with the same
 * Message-ID: one of the windows in which a recipient may get a message twice.
 */
public final class Queue implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Queue.class.getPackageName());
  private static final int AT_ONCE = 20;
  private static final int MAILBOXES_AT_ONCE = 500;
  private static final int LEASES_AT_ONCE = 100;
  private static final long LONGEST_WAIT_MILLIS = 1_000;
  private static final long ROOM_WAIT_MILLIS = 100;
  private static final long CLOSE_SECONDS = 10;
  private static final long CUT_SECONDS = 2;

  private final MailStore store;
  private final Turns turns;
  private final Lanes lanes;
  private final InHand inHand;
  private final Leasing leasing;
  private final HandOver handOver;
  private final ExecutorService threads;
  private final Clock clock;
  private final Semaphore bell = new Semaphore(0);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closing;
  private volatile boolean started;

  Queue(MailStore store, Turns turns, Lanes lanes, InHand inHand, Leasing leasing, HandOver handOver,
      ExecutorService threads, Clock clock) {
    this.store = store;
    this.turns = turns;
    this.lanes = lanes;
    this.inHand = inHand;
    this.leasing = leasing;
    this.handOver = handOver;
    this.threads = threads;
    this.clock = clock;
  }

  /** A queue that was not started. */
  public static Queue of(Tools tools, QueueParts parts) {
    ExecutorService threads = virtualThreads();
    Turns turns = new Turns();
    Lanes lanes = new Lanes(threads, AT_ONCE, parts.transport().mostAtOnce());
    InHand inHand = new InHand();
    Leasing leasing = new Leasing(tools.store(), tools.changes(), tools.ladder(),
        new Destinations(parts.recipients(), parts.egresses(), parts.transport().standardEgress()), parts.breakers(),
        lanes, inHand, turns, tools.clock());
    Settlement settlement = new Settlement(tools.changes(), tools.ladder(), parts.schedule(), parts.aftermath(), turns,
        tools.clock());
    HandOver handOver = new HandOver(parts.recheck(), parts.messages(), parts.signing(), parts.returnPaths(),
        new LocalDelivery(parts.receiver()), parts.transport(), parts.breakers(), settlement);
    return new Queue(tools.store(), turns, lanes, inHand, leasing, handOver, threads, tools.clock());
  }

  private static ExecutorService virtualThreads() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("postroom-hand-over-", 0).factory());
  }

  /** Finds what waits in the store, and begins to hand it over. */
  public void start() {
    recover();
    started = true;
    Thread.ofPlatform().name("postroom-queue").daemon().start(this::run);
  }

  /** Gives back the leases of the process before, and books what waits. */
  void recover() {
    Optional<Scope.OfMailbox> after = Optional.empty();
    List<Scope.OfMailbox> page;
    do {
      Optional<Scope.OfMailbox> from = after;
      page = store.read(transaction -> transaction.outbox().mailboxes(from, MAILBOXES_AT_ONCE));
      page.forEach(this::recover);
      after = page.isEmpty() ? after : Optional.of(page.get(page.size() - 1));
    } while (page.size() == MAILBOXES_AT_ONCE);
  }

  private void recover(Scope.OfMailbox mailbox) {
    boolean isLeased = store.read(mailbox, transaction -> !leased(table(transaction, mailbox)).isEmpty());
    while (isLeased) {
      isLeased = store.write(mailbox, transaction -> {
        DeliveryTable table = table(transaction, mailbox);
        List<DeliveryRow> abandoned = leased(table);
        abandoned.forEach(row -> table.advance(row.id(), row.progress().lease(),
            Leasing.waiting(row.progress(), clock.instant())));
        return abandoned.size() == LEASES_AT_ONCE;
      });
    }
    store.read(mailbox, transaction -> table(transaction, mailbox).nextDue())
        .ifPresent(due -> turns.announce(mailbox, due));
  }

  private static List<DeliveryRow> leased(DeliveryTable table) {
    return table.list(Set.of(DeliveryState.LEASED), Optional.empty(), LEASES_AT_ONCE);
  }

  private static DeliveryTable table(StoreTransaction transaction, Scope.OfMailbox mailbox) {
    return Rungs.evenErased(transaction, mailbox).deliveries();
  }

  /** Something of a mailbox was queued, rescheduled or let go on, and the change is committed. */
  public void announce(Scope.OfMailbox mailbox, Instant due) {
    turns.announce(mailbox, due);
    bell.release();
  }

  /** Sending from a mailbox goes on. */
  public void wake(Scope.OfMailbox mailbox) {
    turns.wake(mailbox, clock.instant());
    bell.release();
  }

  private void run() {
    try {
      while (!closing) {
        turnOrPause();
      }
    } catch (InterruptedException ours) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  /** Whatever is thrown ends no more than the turn that it comes in: without this thread nothing leaves. */
  private void turnOrPause() throws InterruptedException {
    try {
      turn();
    } catch (RuntimeException | Error unforeseen) {
      LOG.log(Level.WARNING, "a turn of the queue failed", unforeseen);
      bell.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void turn() throws InterruptedException {
    long given = lanes.given();
    int room = Math.min(LEASES_AT_ONCE, lanes.room());
    switch (room == 0 ? new Leasing.Round.Stuck() : leasing.round(room)) {
      case Leasing.Round.Idle idle -> awaitTurn();
      case Leasing.Round.Stuck stuck -> lanes.awaitRoom(given, ROOM_WAIT_MILLIS);
      case Leasing.Round.Went went -> went.leased().forEach(this::enterOrRelease);
    }
  }

  /** What cannot begin is due again when its lease is over. */
  private void enterOrRelease(Leased delivery) {
    try {
      enter(delivery);
    } catch (RuntimeException | Error cannotBegin) {
      inHand.remove(delivery);
      LOG.log(Level.WARNING, "a hand-over cannot begin", cannotBegin);
    }
  }

  /** What was taken back before it had entered could not be withdrawn then. */
  void enter(Leased delivery) {
    lanes.enter(delivery.mailbox().inWorkspace(), delivery.destination().key(), new Handing(this, delivery));
    if (!inHand.has(delivery)) {
      withdraw(delivery);
    }
  }

  private void withdraw(Leased delivery) {
    lanes.withdraw(delivery.mailbox().inWorkspace(), delivery.destination().key(), new Handing(this, delivery));
  }

  /** One hand-over on its way through its lane. */
  private record Handing(Queue queue, Leased delivery) implements Runnable {
    @Override
    public void run() {
      queue.handOver(delivery);
    }
  }

  private void handOver(Leased delivery) {
    if (inHand.begin(delivery)) {
      try {
        handOver.run(delivery);
      } finally {
        inHand.remove(delivery);
      }
    }
  }

  /** The delivery, if it is leased by this lease and has not begun to be handed over, which it never does then. */
  Optional<Leased> takeBack(DeliveryId delivery, UUID lease) {
    Optional<Leased> taken = inHand.takeBack(delivery, lease);
    taken.ifPresent(this::withdraw);
    return taken;
  }

  /** What was taken back for nothing goes on its way again; at the next start when this one comes to its end. */
  void putBack(Leased delivery) {
    try {
      threads.execute(() -> handOver.putBack(delivery));
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.DEBUG, "a delivery stays leased until the next start", closed);
    }
  }

  /** What is wrong with it; nothing while it runs, before its start, and after its close. */
  public List<String> problems() {
    boolean hasEnded = started && !closing && ended.getCount() == 0;
    return hasEnded ? List.of("queue: not running (expected: until the engine is closed)") : List.of();
  }

  private void letGo(List<Leased> notBegun) {
    try {
      leasing.letGo(notBegun);
    } catch (PostroomException atTheNextStart) {
      LOG.log(Level.DEBUG, "what was not begun stays leased until the next start", atTheNextStart);
    }
  }

  private void awaitTurn() throws InterruptedException {
    Optional<Instant> next = turns.nextTurn();
    if (next.isEmpty()) {
      bell.acquire();
    } else {
      long millis = Duration.between(clock.instant(), next.get()).toMillis();
      bell.tryAcquire(Math.clamp(millis, 1, LONGEST_WAIT_MILLIS), TimeUnit.MILLISECONDS);
    }
    bell.drainPermits();
  }

  /**
   * Leases nothing more, and lets what is being handed over finish in ten seconds. What hangs is interrupted then, and has another two
   * to have stored what came of it; the rest keeps its leases, and is due again at the next start.
   */
  @Override
  public void close() {
    closing = true;
    bell.release();
    try {
      if (started && !ended.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "the queue did not end in time");
      }
      lanes.close();
      letGo(inHand.takeAllBack());
      handOver.close();
      threads.shutdown();
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
        if (!threads.awaitTermination(CUT_SECONDS, TimeUnit.SECONDS)) {
          LOG.log(Level.WARNING, "some hand-overs did not end in time");
        }
      }
    } catch (InterruptedException hurried) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
