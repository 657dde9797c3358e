package dev.postroom;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.ContentRef;
import dev.postroom.spi.store.KeyVault;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.MailboxContents;
import dev.postroom.spi.store.StoreHealth;
import dev.postroom.testkit.store.InMemoryMailStore;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A store in memory that fails when a test wants it to, and may hand out contents that are not those it was given. */
public final class FaultyStore implements MailStore {

  /** What can go wrong. */
  public enum Fault {
    /** Reading transactions fail. */
    READ,
    /** Writing transactions fail, and nothing is changed. */
    WRITE,
    /** Writing transactions change what they should and then fail. */
    ANSWER,
    /** Contents cannot be appended for want of room. */
    APPEND
  }

  private final InMemoryMailStore sound;
  private final WatchedVault vault;
  private final Set<Fault> faults = Collections.synchronizedSet(EnumSet.noneOf(Fault.class));
  private final AtomicInteger writesBeforeFault = new AtomicInteger();
  private volatile Runnable onFault = () -> {
  };
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile Optional<Thread> lateFor = Optional.empty();
  private volatile Optional<Thread> late = Optional.empty();
  private volatile UnaryOperator<InputStream> damage = UnaryOperator.identity();

  /** A store that is empty and does not fail yet. */
  public FaultyStore() {
    this(InMemoryMailStore.open());
  }

  private FaultyStore(InMemoryMailStore sound) {
    this.sound = sound;
    this.vault = new WatchedVault(sound.vault());
  }

  /**
   * The same rows, contents and secrets in a store without faults, as after a restart.
   *
   * @return the other store
   */
  public InMemoryMailStore repaired() {
    return sound.reopen();
  }

  FaultyStore reopened() {
    return new FaultyStore(repaired());
  }

  /**
   * From now on.
   *
   * @param fault
   *          what goes wrong
   */
  public void fail(Fault fault) {
    failAfterWrites(0, fault);
  }

  /**
   * From the write after so many on.
   *
   * @param writes
   *          how many go well
   * @param fault
   *          what goes wrong then
   */
  public void failAfterWrites(int writes, Fault fault) {
    writesBeforeFault.set(writes);
    faults.add(fault);
  }

  /**
   * Has something done with each fault.
   *
   * @param work
   *          what is done
   */
  public void onFault(Runnable work) {
    onFault = work;
  }

  /** Nothing goes wrong any more. */
  public void mend() {
    faults.clear();
  }

  /** The next writing transaction of this thread fails while it is under way: it is committed later, and none before it. */
  public void failLate() {
    lateFor = Optional.of(Thread.currentThread());
  }

  boolean isLate() {
    return late.isPresent();
  }

  /**
   * Has the transaction that is late committed.
   *
   * @throws InterruptedException
   *           when the test is cut short
   */
  public void commitLate() throws InterruptedException {
    decided.countDown();
    late.orElseThrow().join();
  }

  /** Has all contents pass through this on their way out of the store. */
  void damageContents(UnaryOperator<InputStream> by) {
    damage = by;
  }

  @Override
  public <T> T read(Work<T> work) {
    if (faults.contains(Fault.READ)) {
      throw unavailable();
    }
    return sound.read(work);
  }

  @Override
  public <T> T write(Work<T> work) {
    if (lateFor.filter(Thread.currentThread()::equals).isPresent()) {
      lateFor = Optional.empty();
      beginLate(work);
      throw unavailable();
    }
    boolean isDue =
        (faults.contains(Fault.WRITE) || faults.contains(Fault.ANSWER)) && writesBeforeFault.getAndDecrement() <= 0;
    if (isDue && faults.contains(Fault.WRITE)) {
      throw unavailable();
    }
    T result = sound.write(work);
    if (isDue) {
      throw unavailable();
    }
    return result;
  }

  private <T> void beginLate(Work<T> work) {
    CountDownLatch done = new CountDownLatch(1);
    late = Optional.of(Thread.ofVirtual().start(() -> sound.write(transaction -> {
      T result = work.in(transaction);
      done.countDown();
      awaited(decided);
      return result;
    })));
    awaited(done);
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException cut) {
      throw new IllegalStateException(cut);
    }
  }

  private StoreException unavailable() {
    onFault.run();
    return new StoreException(FailureReason.STORE_UNAVAILABLE, "store: told to fail");
  }

  @Override
  public MailboxContents contents(Scope.OfMailbox mailbox) {
    MailboxContents contents = sound.contents(mailbox);
    return new MailboxContents() {
      @Override
      public ContentRef append(MessageId message, Writer writer) throws IOException {
        if (faults.contains(Fault.APPEND)) {
          throw new StoreException(FailureReason.STORE_FULL, "store: told to be full");
        }
        return contents.append(message, writer);
      }

      @Override
      public InputStream open(ContentRef ref, MessageId message) {
        return damage.apply(contents.open(ref, message));
      }
    };
  }

  @Override
  public KeyVault vault() {
    return vault;
  }

  WatchedVault watchedVault() {
    return vault;
  }

  @Override
  public StoreHealth health() {
    return faults.isEmpty() ? sound.health() : new StoreHealth.Failed("told to fail");
  }

  @Override
  public void close() {
    decided.countDown();
    sound.close();
  }
}
