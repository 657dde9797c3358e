package dev.postroom.core.event;

import dev.postroom.access.Scope;
import dev.postroom.core.cache.Undecided;
import dev.postroom.core.id.IdSource;
import dev.postroom.error.StoreException;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import dev.postroom.id.KeyId;
import dev.postroom.id.MessageId;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The one way to make a change that anybody is told of: in a transaction that also appends what happened, and then wakes who waits
 * for it. A change of which the store cannot say whether it is made is waited for after its caller was told so, see
 * {@link LateOutcomes}.
 */
public final class Changes implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final MailStore store;
  private final IdSource ids;
  private final Clock clock;
  private final EventSignal signal;
  private final LateOutcomes late;

  public Changes(MailStore store, IdSource ids, Clock clock, EventSignal signal) {
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.signal = signal;
    this.late = new LateOutcomes(store);
  }

  /** What is to be asked before anything cached is believed that a change may change. */
  public Undecided undecided() {
    return late.undecided();
  }

  /** Makes a change that belongs to nobody, or to many, and returns when it is forced to the disk. */
  public <T> T make(MailStore.Work<T> change) {
    return make(change, result -> {
    }, () -> {
    });
  }

  /** Makes a change in the turn of a place, and returns when it is forced to the disk. */
  public <T> T make(Scope whose, MailStore.Work<T> change) {
    return make(whose, change, result -> {
    }, () -> {
    });
  }

  /**
   * Makes a change of something that is cached. Who waits is woken when the caches are right: what it may see is asked of them.
   *
   * @param changed
   *          drops from the caches what was changed
   * @param unknown
   *          drops all that may have been changed, when the store could not say whether it was: at some time after this is answered,
   *          once it is decided
   */
  public <T> T make(MailStore.Work<T> change, Consumer<T> changed, Runnable unknown) {
    return make(work -> store.write(work), change, changed, unknown, cannotSay -> {
      throw cannotSay;
    });
  }

  /** The same in the turn of a place. */
  public <T> T make(Scope whose, MailStore.Work<T> change, Consumer<T> changed, Runnable unknown) {
    return make(work -> store.write(whose, work), change, changed, unknown, cannotSay -> {
      throw cannotSay;
    });
  }

  /**
   * Makes a change whose caller will make it again if it is told that it is not made, so that it must not be made after that. When the
   * store cannot say in time, that is waited for.
   *
   * @param isMade
   *          whether it is, once it is decided
   * @param longest
   *          how long is waited; then nobody knows after all
   */
  public void makeDecided(Scope whose, MailStore.Work<?> change, Predicate<StoreTransaction> isMade, Duration longest) {
    CountDownLatch decided = new CountDownLatch(1);
    make(work -> store.write(whose, work), transaction -> {
      change.in(transaction);
      return true;
    }, made -> {
    }, decided::countDown, cannotSay -> {
      long end = System.nanoTime() + longest.toNanos();
      if (!isOver(decided, longest) || !isMade(whose, isMade, end)) {
        throw cannotSay;
      }
      return true;
    });
  }

  private static boolean isOver(CountDownLatch decided, Duration longest) {
    try {
      return decided.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A store that was late with the change may be late with this too. */
  private boolean isMade(Scope whose, Predicate<StoreTransaction> isMade, long end) {
    while (true) {
      try {
        return store.read(whose, isMade::test);
      } catch (StoreException late) {
        LockSupport.parkNanos(PAUSE_NANOS);
        if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
          return false;
        }
      }
    }
  }

  /** What is answered when nobody knows whether a change is made. */
  @FunctionalInterface
  private interface Open<T> {
    T answer(StoreException cannotSay);
  }

  /** How a change gets its turn. */
  @FunctionalInterface
  private interface Turn<T> {
    T write(MailStore.Work<T> change);
  }

  private <T> T make(Turn<T> turn, MailStore.Work<T> change, Consumer<T> changed, Runnable unknown, Open<T> open) {
    Afterwards afterwards = new Afterwards();
    try {
      T result = turn.write(transaction -> afterwards.collecting(change, transaction));
      afterwards.run();
      changed.accept(result);
      return result;
    } catch (StoreException cannotSay) {
      if (!afterwards.giveUp()) {
        throw cannotSay;
      }
      late.add(() -> {
        afterwards.run();
        unknown.run();
        tell(afterwards);
      });
      return open.answer(cannotSay);
    } finally {
      tell(afterwards);
    }
  }

  private void tell(Afterwards afterwards) {
    afterwards.places().forEach(signal::raise);
  }

  /**
   * Says, in a change under way, what is to be done when it is committed, before it is answered; or, when the store cannot say whether
   * it is, once that is decided. So a step of a larger change keeps its own caches right, and who makes the change need not know of
   * them.
   */
  public void afterwards(Runnable step) {
    Afterwards.add(step);
  }

  /** Changes that are open are waited for no longer. */
  @Override
  public void close() {
    late.close();
  }

  public Event event(EventType type, Scope scope) {
    return event(type, scope, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public Event event(EventType type, Scope scope, String detail) {
    return event(type, scope, Optional.empty(), Optional.empty(), Optional.of(detail));
  }

  public Event event(EventType type, Scope scope, MessageId message) {
    return event(type, scope, Optional.empty(), Optional.of(message), Optional.empty());
  }

  public Event event(EventType type, Scope scope, MessageId message, String detail) {
    return event(type, scope, Optional.empty(), Optional.of(message), Optional.of(detail));
  }

  /** What somebody did who is to be known for it: the key that acted, none when it was the operator. */
  public Event event(EventType type, Scope scope, Optional<KeyId> actor, Optional<String> detail) {
    return event(type, scope, actor, Optional.empty(), detail);
  }

  /** Who waits at the place is woken when the change under way is committed. */
  private Event event(EventType type, Scope scope, Optional<KeyId> actor, Optional<MessageId> message,
      Optional<String> detail) {
    Afterwards.tell(scope);
    return new Event(ids.event(), clock.instant(), type, scope, actor, message, detail);
  }
}
