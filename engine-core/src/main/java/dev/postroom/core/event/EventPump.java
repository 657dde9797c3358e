package dev.postroom.core.event;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.error.StoreException;
import dev.postroom.event.EventListener;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.paging.PageCursor;
import dev.postroom.spi.store.StoredEvent;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Hands the events of the log to one listener, in order and each at least once, on a virtual thread of its own.
 *
 * <p>
 * How is this designed, and why? Nothing is queued for a listener: the log is the queue, and the pump reads on in it when the
 * listener is ready. So a slow listener costs a position in the log and delays nobody, and one that was away reads on from where it
 * was. An event on which the listener throws is handed out again after a growing pause, and passed over in the end, so that one
 * event which cannot be dealt with does not hold back all that follow. That the store or a key is not to be had is no fault of the
 * event, however long it lasts: it is handed out again until they are. How far the listener has come is told to the feed only of
 * events that it has dealt with: one that was under way when the pump was stopped is handed out again by the next.
 */
final class EventPump implements Subscription, Runnable {
  private static final Logger LOG = System.getLogger(EventPump.class.getName());
  private static final int TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 5_000;
  private static final long STORE_PAUSE_MILLIS = 500;
  private static final long LONGEST_OUTAGE_PAUSE_MILLIS = 5_000;
  private static final Set<FailureReason> OUTAGES =
      Set.of(FailureReason.STORE_UNAVAILABLE, FailureReason.STORE_FULL, FailureReason.SEAL_UNAVAILABLE);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** A part of the log: the events that a listener is to be told of, up to where there is no other, and whether the log goes on. */
  record Stretch(List<StoredEvent> events, long seenTo, boolean goesOn) {}

  /** What a pump is made of besides its listener. */
  interface Feed {
    /** Throws when events may no longer be handed out. */
    void check();

    /** Throws when an event of a type may not be handed out, now. */
    void check(EventType type);

    /** The events after a position. */
    Stretch after(long position);

    /** All events up to a position were dealt with. */
    void done(long position);

    /** What to do when there was nothing to hand out after a position. */
    default AtEnd atEnd(long position) {
      return AtEnd.WAIT;
    }

    /** It ended before it was stopped. */
    default void ended(PostroomException why) {
      // Who holds the subscription may ask it.
    }
  }

  /** Wait until the log grows, read once more because it has, or stop for good. */
  enum AtEnd {
    WAIT, READ_ON, STOP
  }

  /** Who is told. */
  @FunctionalInterface
  interface Ear {
    void hear(StoredEvent event) throws Exception;

    static Ear of(EventListener listener, LongFunction<PageCursor> cursors) {
      return event -> listener.onEvent(event.event(), cursors.apply(event.position()));
    }
  }

  private final Feed feed;
  private final Ear ear;
  private final Bell bell;
  private final Thread thread;
  private long position;
  private volatile boolean closed;
  private volatile Optional<PostroomException> failure = Optional.empty();

  EventPump(Feed feed, Ear ear, Bell bell, long start) {
    this.feed = feed;
    this.ear = ear;
    this.bell = bell;
    this.position = start;
    this.thread = Thread.ofVirtual().name("postroom-events").unstarted(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      long seen = bell.count();
      while (!closed) {
        AtEnd then = hasHandedOut() ? AtEnd.READ_ON : feed.atEnd(position);
        if (then == AtEnd.STOP) {
          return;
        }
        if (then == AtEnd.WAIT) {
          bell.awaitChange(seen, LONGEST_WAIT_MILLIS);
        }
        // Counted before it is asked whether to go on, or the last ringing would be missed and waited for.
        seen = bell.count();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (PostroomException ended) {
      end(ended);
    } catch (RuntimeException broken) {
      end(new StoreException(FailureReason.STORE_UNAVAILABLE, "events: cannot be read", broken));
    } finally {
      closed = true;
    }
  }

  private void end(PostroomException why) {
    if (!closed) {
      failure = Optional.of(why);
      feed.ended(why);
    }
  }

  /** A store that does not answer now is asked again: who waits for events waits for it too. */
  private boolean hasHandedOut() throws InterruptedException {
    try {
      feed.check();
      return handOut(feed.after(position));
    } catch (StoreException away) {
      if (!isOutage(away)) {
        throw away;
      }
      bell.awaitQuiet(STORE_PAUSE_MILLIS, () -> closed);
      return true;
    }
  }

  private boolean handOut(Stretch stretch) throws InterruptedException {
    long before = position;
    try {
      for (StoredEvent event : stretch.events()) {
        feed.check(event.event().type());
        if (!isDealtWith(event)) {
          return true;
        }
        position = event.position();
      }
    } finally {
      if (position > before) {
        feed.done(position);
      }
    }
    position = Math.max(position, stretch.seenTo());
    return !stretch.events().isEmpty() || stretch.goesOn();
  }

  /** Tells the listener until it does not throw, or it had its chances; false when the pump was stopped before. */
  private boolean isDealtWith(StoredEvent event) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    long outagePause = FIRST_PAUSE_MILLIS;
    int failures = 0;
    while (!closed) {
      Optional<Throwable> thrown = tell(event);
      if (thrown.isEmpty()) {
        return true;
      }
      if (isOutage(thrown.get())) {
        bell.awaitQuiet(outagePause, () -> closed);
        outagePause = Math.min(outagePause * 2, LONGEST_OUTAGE_PAUSE_MILLIS);
      } else {
        failures++;
        if (failures == TRIES) {
          return isPassedOver(event);
        }
        bell.awaitQuiet(pause, () -> closed);
        pause *= 4;
      }
    }
    return false;
  }

  private boolean isPassedOver(StoredEvent event) {
    if (!closed) {
      LOG.log(Logger.Level.WARNING, "event {0} is passed over after {1} attempts", event.event().id(), TRIES);
    }
    return !closed;
  }

  private static boolean isOutage(Throwable thrown) {
    return thrown instanceof PostroomException failure && OUTAGES.contains(failure.reason());
  }

  /** Whatever a listener throws is its own affair, errors and interrupts included: it ends no subscription. */
  private Optional<Throwable> tell(StoredEvent event) {
    try {
      ear.hear(event);
      return Optional.empty();
    } catch (Throwable listenersOwn) {
      if (!closed) {
        LOG.log(Logger.Level.WARNING, "a listener threw {0} on event {1}", listenersOwn.getClass().getName(),
            event.event().id());
      }
      return Optional.of(listenersOwn);
    } finally {
      if (!closed) {
        Thread.interrupted();
      }
    }
  }

  @Override
  public Optional<PostroomException> failure() {
    return failure;
  }

  @Override
  public boolean isActive() {
    return !closed;
  }

  /** Hands out nothing more; does not wait for a listener that is being told. */
  void stop() {
    closed = true;
    bell.ring();
  }

  @Override
  public void close() {
    closeAll(List.of(this));
  }

  /** Ends several together, so that it takes no longer than for one: waits for their listeners for a time, then interrupts them. */
  static void closeAll(Collection<EventPump> pumps) {
    pumps.forEach(EventPump::stop);
    try {
      if (!haveEnded(pumps)) {
        pumps.forEach(pump -> pump.thread.interrupt());
        haveEnded(pumps);
      }
    } catch (InterruptedException callerIsInAHurry) {
      pumps.forEach(pump -> pump.thread.interrupt());
      Thread.currentThread().interrupt();
    }
  }

  private static boolean haveEnded(Collection<EventPump> pumps) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    boolean all = true;
    for (EventPump pump : pumps) {
      all &= pump.isThisThread() || pump.thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
    }
    return all;
  }

  private boolean isThisThread() {
    return Thread.currentThread().equals(thread);
  }
}
