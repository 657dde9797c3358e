package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What is being handed over, a lane for each destination: so many at once on threads of their own, and as many again waiting in
 * memory so that the threads do not wait for the store. A destination that is slow fills its own lane and no other.
 *
 * <p>
 * Room is given back in halves: a lane that is full takes nothing until half of it is done, so that what goes through it is leased
 * by the dozen. And no workspace holds more than it leaves: one that writes to many destinations that hang has half of the room, a
 * second one a third, and so on, and there is always some left for who comes next. Safe for use by many threads.
 */
final class Lanes {
  /** How many deliveries one destination may hold. */
  static final int LANE = 80;
  /** How many deliveries all destinations together may hold. */
  static final int ALL = 800;

  private final Executor threads;
  private final int atOnce;
  private final Map<String, Lane> lanes = new HashMap<>();
  private final Map<Scope.OfWorkspace, Integer> shares = new HashMap<>();
  private int held;
  private long given;
  private boolean closed;

  /** Whether there is room for one more delivery. */
  enum Room {
    /** There was, and it is held. */
    HELD,
    /** Its lane is full. */
    LANE_FULL,
    /** Its workspace holds as much as it leaves. */
    SHARE_USED
  }

  private static final class Lane {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private int held;
    private boolean draining;

    boolean hasRoom() {
      return held <= LANE / 2 || held < LANE && !draining;
    }
  }

  /**
   * Lanes on threads.
   *
   * @param atOnce
   *          how many may be handed over to one destination at the same time
   */
  Lanes(Executor threads, int atOnce) {
    this.threads = threads;
    this.atOnce = atOnce;
  }

  /** How many more may be held in all. */
  synchronized int room() {
    return ALL - held;
  }

  /** Whether a destination's lane is not full. */
  synchronized boolean hasRoom(String destination) {
    Lane lane = lanes.get(destination);
    return lane == null || lane.hasRoom();
  }

  /** Holds room for one delivery, if there is some: it is to enter, or its room to be given back. */
  synchronized Room hold(Scope.OfWorkspace workspace, String destination) {
    int share = shares.getOrDefault(workspace, 0);
    if (share >= ALL - held) {
      return Room.SHARE_USED;
    }
    Lane lane = lanes.computeIfAbsent(destination, fresh -> new Lane());
    lane.draining = !lane.hasRoom();
    if (lane.draining) {
      return Room.LANE_FULL;
    }
    lane.held++;
    held++;
    shares.put(workspace, share + 1);
    return Room.HELD;
  }

  /** What room was held for is not handed over after all. */
  synchronized void giveBack(Scope.OfWorkspace workspace, String destination) {
    Lane lane = lanes.getOrDefault(destination, new Lane());
    held--;
    lane.held--;
    shares.computeIfPresent(workspace, (same, share) -> share > 1 ? share - 1 : null);
    if (lane.held == 0) {
      lanes.remove(destination, lane);
    }
    if (lane.held == 0 || lane.held == LANE / 2 || held == ALL / 2) {
      given++;
      notifyAll();
    }
  }

  /** Has a hand-over for which room is held run as soon as its lane lets it. */
  synchronized void enter(Scope.OfWorkspace workspace, String destination, Runnable handOver) {
    Lane lane = lanes.computeIfAbsent(destination, fresh -> new Lane());
    lane.waiting.add(() -> run(workspace, destination, lane, handOver));
    start(lane);
  }

  /** Begins nothing more; what waits is dropped, and what runs goes on. */
  synchronized void close() {
    closed = true;
  }

  private void start(Lane lane) {
    while (!closed && lane.running < atOnce && !lane.waiting.isEmpty()) {
      lane.running++;
      threads.execute(lane.waiting.remove());
    }
  }

  private void run(Scope.OfWorkspace workspace, String destination, Lane lane, Runnable handOver) {
    try {
      handOver.run();
    } finally {
      leave(workspace, destination, lane);
    }
  }

  private synchronized void leave(Scope.OfWorkspace workspace, String destination, Lane lane) {
    lane.running--;
    giveBack(workspace, destination);
    start(lane);
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
