package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * What is being handed over, a lane for each destination: so many at once on threads of their own, and three times as many
 * waiting in memory so that the threads do not wait for the store. A destination that is slow fills its own lane and no other.
 *
 * <p>
 * Room is given back in halves: a lane that is full takes nothing until half of it is done, so that what goes through it is leased
 * by the dozen. And no workspace holds more than its share, neither of the room nor of the places at the transport: one that writes
 * to many destinations that hang has a quarter of each, a second one a quarter of what is left, and so on, and there is always some
 * left for who comes next. What goes to a mailbox of this engine takes no place. Safe for use by many threads.
 */
final class Lanes {
  /** How many deliveries one destination may hold. */
  static final int LANE = 80;
  /** How many deliveries all destinations together may hold. */
  static final int ALL = 800;

  private final Executor threads;
  private final int atOnce;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Shares room = new Shares(ALL);
  private final Shares places;
  /** Lanes where something waits for nothing but a place, in the order of coming. */
  private final Set<Lane> hungry = new LinkedHashSet<>();
  private long given;
  private boolean closed;

  /** Whether there is room for one more delivery. */
  enum Room {
    /** There was, and it is held. */
    HELD,
    /** Its lane is full. */
    LANE_FULL,
    /** Its workspace has its share. */
    SHARE_USED
  }

  private record Waiting(Scope.OfWorkspace workspace, Runnable handOver) {}

  private static final class Lane {
    private final String destination;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int running;
    private int held;
    private boolean draining;

    Lane(String destination) {
      this.destination = destination;
    }

    boolean hasRoom() {
      return held <= LANE / 2 || held < LANE && !draining;
    }

    boolean needsPlaces() {
      return !destination.equals(Destination.Here.KEY);
    }
  }

  /**
   * Lanes on threads.
   *
   * @param atOnce
   *          how many may be handed over to one destination at the same time
   * @param places
   *          how many the transport can carry at the same time
   */
  Lanes(Executor threads, int atOnce, int places) {
    this.threads = threads;
    this.atOnce = atOnce;
    this.places = new Shares(places);
  }

  /** How many more may be held in all. */
  synchronized int room() {
    return room.left();
  }

  /** Whether a destination's lane is not full. */
  synchronized boolean hasRoom(String destination) {
    Lane lane = lanes.get(destination);
    return lane == null || lane.hasRoom();
  }

  /** Holds room for one delivery, if there is some: it is to enter, or its room to be given back. */
  synchronized Room hold(Scope.OfWorkspace workspace, String destination) {
    Lane lane = lanes.getOrDefault(destination, new Lane(destination));
    lane.draining = !lane.hasRoom();
    if (lane.draining) {
      return Room.LANE_FULL;
    }
    if (!room.take(workspace)) {
      return Room.SHARE_USED;
    }
    lane.held++;
    lanes.put(destination, lane);
    return Room.HELD;
  }

  /** What room was held for is not handed over after all. */
  synchronized void giveBack(Scope.OfWorkspace workspace, String destination) {
    Lane lane = lanes.getOrDefault(destination, new Lane(destination));
    lane.held--;
    room.giveBack(workspace);
    if (lane.held == 0) {
      lanes.remove(destination, lane);
    }
    if (lane.held == 0 || lane.held == LANE / 2 || room.taken() == ALL / 2) {
      given++;
      notifyAll();
    }
  }

  /** Has a hand-over for which room is held run as soon as its lane and its workspace's share of the places let it. */
  synchronized void enter(Scope.OfWorkspace workspace, String destination, Runnable handOver) {
    Lane lane = lanes.computeIfAbsent(destination, Lane::new);
    lane.waiting.add(new Waiting(workspace, handOver));
    start(lane);
  }

  /** Has a hand-over that waits in its lane not run after all; one that runs, or has not entered yet, comes to its end itself. */
  synchronized void withdraw(Scope.OfWorkspace workspace, String destination, Runnable handOver) {
    Lane lane = lanes.getOrDefault(destination, new Lane(destination));
    if (lane.waiting.remove(new Waiting(workspace, handOver))) {
      giveBack(workspace, destination);
      start(lane);
    }
  }

  /** Begins nothing more; what waits is dropped, and what runs goes on. */
  synchronized void close() {
    closed = true;
  }

  private void start(Lane lane) {
    while (!closed && lane.running < atOnce && startNext(lane)) {
      hungry.remove(lane);
    }
    if (lane.running < atOnce && !lane.waiting.isEmpty()) {
      hungry.add(lane);
    } else {
      hungry.remove(lane);
    }
  }

  /** Who has no place for it lets the next one pass. */
  private boolean startNext(Lane lane) {
    for (Iterator<Waiting> each = lane.waiting.iterator(); each.hasNext();) {
      Waiting next = each.next();
      if (!lane.needsPlaces() || places.take(next.workspace())) {
        each.remove();
        lane.running++;
        threads.execute(() -> run(lane, next));
        return true;
      }
    }
    return false;
  }

  private void run(Lane lane, Waiting entered) {
    try {
      entered.handOver().run();
    } finally {
      leave(lane, entered.workspace());
    }
  }

  private synchronized void leave(Lane lane, Scope.OfWorkspace workspace) {
    lane.running--;
    if (lane.needsPlaces()) {
      places.giveBack(workspace);
    }
    giveBack(workspace, lane.destination);
    start(lane);
    List.copyOf(hungry).forEach(this::start);
  }

  /** How often room was given back; to be asked before looking for room. */
  synchronized long given() {
    return given;
  }

  /** Waits until room was given back since, or the time is over. */
  synchronized void awaitRoom(long since, long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = millis; given == since && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
      wait(left);
    }
  }
}
