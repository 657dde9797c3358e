package dev.postroom.core.event;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.postroom.access.Scope;
import dev.postroom.error.ClosedException;
import dev.postroom.error.PostroomException;
import dev.postroom.error.StoreException;
import dev.postroom.event.EventType;
import dev.postroom.event.Subscription;
import dev.postroom.spi.store.StoredEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Hands the events of the log to one listener, those of a mailbox in order and each at least once, and those of others beside them.
 *
 * <p>
 * How is this designed, and why? One pump reads the log in order and only notes which mailbox has something new. Each of these gets
 * a lane: a pump of its own over what the log has of that mailbox, which ends when it has caught up. So an event on which the
 * listener throws holds up its own mailbox and nobody else, and nothing is queued here either. A workspace is told one event at a
 * time, and only so many workspaces at the same time: a slow listener delays its own workspace, and others only when it is slow in all
 * of these. What is kept is up to where all lanes have come: after a restart the listener is told again of what some of them had
 * dealt with beyond.
 */
final class MailboxLanes implements Subscription {
  private static final int MOST_AT_A_TIME = 64;
  private static final int MOST_READING = 2;
  private static final int MOST_LANES = 10_000;

  /** The log, and what is kept of how far this has come in it. */
  interface Log {
    /** The events after a position, of one place or of all. */
    EventPump.Stretch after(long position, Optional<Scope> within);

    /** All events up to a position were dealt with. */
    void keep(long position);
  }

  private final Log log;
  private final EventPump.Ear ear;
  private final Bell bell;
  private final EventPump reading;
  private final Map<Scope, Lane> lanes = new HashMap<>();
  private final LoadingCache<Scope, Semaphore> turns =
      Caffeine.newBuilder().weakValues().build(workspace -> new Semaphore(1, true));
  private final Semaphore atATime = new Semaphore(MOST_AT_A_TIME, true);
  private final Semaphore readers = new Semaphore(MOST_READING, true);
  private final Semaphore room = new Semaphore(MOST_LANES);
  private final ReentrantLock keeping = new ReentrantLock();
  private final AtomicBoolean hasMoved = new AtomicBoolean();
  private long assignedTo;
  private long kept;
  private boolean closed;
  private volatile Optional<PostroomException> failure = Optional.empty();

  MailboxLanes(Log log, EventPump.Ear ear, Bell bell, long start) {
    this.log = log;
    this.ear = ear;
    this.bell = bell;
    this.reading = new EventPump(new Reading(), this::assign, bell, start);
    this.assignedTo = start;
    this.kept = start;
  }

  void start() {
    reading.start();
  }

  private void assign(StoredEvent event) throws InterruptedException {
    if (!isTakenByItsLane(event)) {
      room.acquire();
      begin(event);
    }
  }

  private synchronized boolean isTakenByItsLane(StoredEvent event) {
    Optional<Lane> lane = Optional.ofNullable(lanes.get(event.event().scope()));
    lane.ifPresent(running -> running.wanted = event.position());
    return lane.isPresent();
  }

  private synchronized void begin(StoredEvent event) {
    if (closed) {
      throw new ClosedException();
    }
    Lane lane = new Lane(event);
    lanes.put(lane.place, lane);
    lane.pump.start();
  }

  private synchronized long dealtWith() {
    return lanes.values().stream().mapToLong(lane -> lane.dealtWith).reduce(assignedTo, Math::min);
  }

  /** By one thread at a time: who comes meanwhile leaves it to the one who is at it. */
  private void keep() {
    hasMoved.set(true);
    while (hasMoved.get() && keeping.tryLock()) {
      try {
        hasMoved.set(false);
        keep(dealtWith());
      } finally {
        keeping.unlock();
      }
    }
  }

  private void keep(long position) {
    if (position > kept) {
      try {
        log.keep(position);
        kept = position;
      } catch (StoreException keptWithTheNext) {
        // What was dealt with is told again if there is no next.
      }
    }
  }

  @Override
  public Optional<PostroomException> failure() {
    return reading.failure();
  }

  @Override
  public boolean isActive() {
    return reading.isActive();
  }

  @Override
  public void close() {
    EventPump.closeAll(closing());
  }

  /** Begins no lane any more; returns all that have to be seen out. */
  synchronized List<EventPump> closing() {
    closed = true;
    List<EventPump> pumps = new ArrayList<>(lanes.values().stream().map(lane -> lane.pump).toList());
    pumps.add(reading);
    return pumps;
  }

  /** The whole log, of which nothing is handed out but to lanes. */
  private final class Reading implements EventPump.Feed {

    @Override
    public void check() {
      failure.ifPresent(ofLane -> {
        throw ofLane;
      });
    }

    @Override
    public void check(EventType type) {
      // The operator may see everything.
    }

    @Override
    public EventPump.Stretch after(long position) {
      return log.after(position, Optional.empty());
    }

    @Override
    public void done(long position) {
      synchronized (MailboxLanes.this) {
        assignedTo = position;
      }
      keep();
    }

    @Override
    public void ended(PostroomException why) {
      closing().forEach(EventPump::stop);
    }
  }

  /** What the log has of one mailbox; its positions are guarded by the lanes. */
  private final class Lane implements EventPump.Feed {
    private final Scope place;
    private final Semaphore turn;
    private final EventPump pump;
    private long dealtWith;
    private long wanted;

    Lane(StoredEvent first) {
      this.place = first.event().scope();
      this.turn = turns.get(place instanceof Scope.OfMailbox mailbox ? mailbox.inWorkspace() : place);
      this.dealtWith = first.position() - 1;
      this.wanted = first.position();
      this.pump = new EventPump(this, this::hear, bell, dealtWith);
    }

    private void hear(StoredEvent event) throws Exception {
      turn.acquire();
      try {
        atATime.acquire();
        try {
          hearNow(event);
        } finally {
          atATime.release();
        }
      } finally {
        turn.release();
      }
    }

    private void hearNow(StoredEvent event) throws Exception {
      if (!pump.isActive()) {
        throw new ClosedException();
      }
      ear.hear(event);
    }

    @Override
    public void check() {
      // The operator may see everything.
    }

    @Override
    public void check(EventType type) {
      // The operator may see everything.
    }

    /** Not beyond what was assigned to it: that is assigned to the next lane if this one has ended by then. */
    @Override
    public EventPump.Stretch after(long position) {
      long assigned = wanted();
      EventPump.Stretch stretch = read(position);
      return new EventPump.Stretch(
          stretch.events().stream().filter(event -> event.position() <= assigned).toList(),
          Math.min(stretch.seenTo(), assigned), stretch.seenTo() < assigned);
    }

    private EventPump.Stretch read(long position) {
      readers.acquireUninterruptibly();
      try {
        return log.after(position, Optional.of(place));
      } finally {
        readers.release();
      }
    }

    private long wanted() {
      synchronized (MailboxLanes.this) {
        return wanted;
      }
    }

    @Override
    public void done(long position) {
      synchronized (MailboxLanes.this) {
        dealtWith = position;
      }
      keep();
    }

    @Override
    public EventPump.AtEnd atEnd(long position) {
      synchronized (MailboxLanes.this) {
        if (wanted > position) {
          return EventPump.AtEnd.READ_ON;
        }
        lanes.remove(place);
      }
      room.release();
      keep();
      return EventPump.AtEnd.STOP;
    }

    @Override
    public void ended(PostroomException why) {
      failure = Optional.of(why);
      bell.ring();
    }
  }
}
