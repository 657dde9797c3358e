package dev.postroom.core.event;

import dev.postroom.error.PostroomException;
import dev.postroom.event.EventListener;
import dev.postroom.event.Subscription;
import dev.postroom.paging.PageCursor;
import dev.postroom.spi.store.StoredEvent;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Hands the events of the log to one listener, in order and each at least once, on a virtual thread of its own.
 *
 * <p>
 * How is this designed, and why? Nothing is queued for a listener: the log is the queue, and the pump reads on in it when the
 * listener is ready. So a slow listener costs a position in the log and delays nobody, and one that was away reads on from where it
 * was. An event on which the listener throws is handed out again after a growing pause, and passed over in the end, so that one
 * event which cannot be dealt with does not hold back all that follow.
 */
final class EventPump implements Subscription, Runnable {
  private static final Logger LOG = System.getLogger(EventPump.class.getName());
  private static final int TRIES = 5;
  private static final long FIRST_PAUSE_MILLIS = 50;
  private static final long LONGEST_WAIT_MILLIS = 5_000;
  private static final Duration PATIENCE_AT_CLOSE = Duration.ofSeconds(5);

  /** What a pump is made of besides its listener. */
  interface Feed {
    /** The events after a position. */
    List<StoredEvent> after(long position);

    /** Throws when an event may no longer be handed out. */
    void check(StoredEvent event);

    /** All events up to a position were dealt with. */
    void done(long position);
  }

  private final Feed feed;
  private final LongFunction<PageCursor> cursors;
  private final EventListener listener;
  private final EventSignal signal;
  private final Thread thread;
  private long position;
  private volatile boolean closed;
  private volatile Optional<PostroomException> failure = Optional.empty();

  EventPump(Feed feed, LongFunction<PageCursor> cursors, EventListener listener, EventSignal signal, long start) {
    this.feed = feed;
    this.cursors = cursors;
    this.listener = listener;
    this.signal = signal;
    this.position = start;
    this.thread = Thread.ofVirtual().name("postroom-events").unstarted(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (!closed) {
        long seen = signal.count();
        if (!handOutPage()) {
          signal.awaitChange(seen, LONGEST_WAIT_MILLIS);
        }
      }
    } catch (PostroomException ended) {
      failure = Optional.of(ended);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      closed = true;
    }
  }

  private boolean handOutPage() throws InterruptedException {
    List<StoredEvent> page = feed.after(position);
    for (StoredEvent event : page) {
      if (closed) {
        return true;
      }
      feed.check(event);
      handOut(event);
      position = event.position();
    }
    if (!page.isEmpty()) {
      feed.done(position);
    }
    return !page.isEmpty();
  }

  private void handOut(StoredEvent event) throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; attempt <= TRIES && !closed; attempt++) {
      try {
        listener.onEvent(event.event(), cursors.apply(event.position()));
        return;
      } catch (InterruptedException closing) {
        throw closing;
      } catch (Exception listenersOwn) {
        LOG.log(Logger.Level.WARNING, "a listener threw {0} on event {1}, attempt {2} of {3}",
            listenersOwn.getClass().getName(), event.event().id(), attempt, TRIES);
        signal.awaitQuiet(pause, () -> closed);
        pause *= 4;
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

  @Override
  public void close() {
    closed = true;
    signal.raise();
    if (Thread.currentThread().equals(thread)) {
      return;
    }
    try {
      if (!thread.join(PATIENCE_AT_CLOSE)) {
        thread.interrupt();
        thread.join(PATIENCE_AT_CLOSE);
      }
    } catch (InterruptedException callerIsInAHurry) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
