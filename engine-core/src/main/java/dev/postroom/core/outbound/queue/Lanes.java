package dev.postroom.core.outbound.queue;

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
 * by the dozen. Safe for use by many threads.
 */
final class Lanes {
  /** How many deliveries one destination may hold. */
  static final int LANE = 80;
  /** How many deliveries all destinations together may hold. */
  static final int ALL = 800;

  private final Executor threads;
  private final int atOnce;
  private final Map<String, Lane> lanes = new HashMap<>();
  private int held;
  private long given;
  private boolean closed;

  private static final class Lane {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private int running;
    private int held;
    private boolean draining;

    int room() {
      if (held >= LANE) {
        draining = true;
      } else if (held <= LANE / 2) {
        draining = false;
      }
      return draining ? 0 : LANE - held;
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
    return Math.max(0, ALL - held);
  }

  /** How many more may be held for a destination. */
  synchronized int room(String destination) {
    Lane lane = lanes.get(destination);
    return Math.min(room(), lane == null ? LANE : lane.room());
  }

  /** Has a hand-over run as soon as its lane lets it. */
  synchronized void enter(String destination, Runnable handOver) {
    Lane lane = lanes.computeIfAbsent(destination, fresh -> new Lane());
    held++;
    lane.held++;
    lane.waiting.add(handOver);
    start(destination, lane);
  }

  /** Begins nothing more; what waits is dropped, and what runs goes on. */
  synchronized void close() {
    closed = true;
  }

  private void start(String destination, Lane lane) {
    while (!closed && lane.running < atOnce && !lane.waiting.isEmpty()) {
      Runnable next = lane.waiting.remove();
      lane.running++;
      threads.execute(() -> run(destination, lane, next));
    }
  }

  private void run(String destination, Lane lane, Runnable handOver) {
    try {
      handOver.run();
    } finally {
      leave(destination, lane);
    }
  }

  private synchronized void leave(String destination, Lane lane) {
    held--;
    lane.held--;
    lane.running--;
    start(destination, lane);
    if (lane.held == 0) {
      lanes.remove(destination, lane);
    }
    if (lane.held == 0 || lane.held == LANE / 2 || held == ALL / 2) {
      given++;
      notifyAll();
    }
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
