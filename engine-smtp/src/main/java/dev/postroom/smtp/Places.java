package dev.postroom.smtp;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many may speak to one destination at once, and how many to all. Whoever comes first is let in first. */
final class Places {
  private static final int EVERYBODY = 1 << 29;

  private final SmtpClientLimits limits;
  private final Semaphore total;
  private final ConcurrentMap<Destination, Place> byDestination = new ConcurrentHashMap<>();

  Places(SmtpClientLimits limits) {
    this.limits = limits;
    this.total = new Semaphore(limits.maxConnections(), true);
  }

  /** Waits for a place; false when there is none in time. A place is to be left again. */
  boolean enter(Destination destination, long endBy) {
    Place place = byDestination.compute(destination, (same, known) -> joined(Optional.ofNullable(known)));
    boolean entered = false;
    try {
      long until = Math.min(Ticks.after(limits.turn()), endBy);
      entered = acquire(place.semaphore, until) && acquireTotal(place.semaphore, until);
      return entered;
    } finally {
      if (!entered) {
        part(destination);
      }
    }
  }

  private Place joined(Optional<Place> known) {
    Place place = known.orElseGet(() -> new Place(limits.maxConnectionsPerDestination()));
    place.users++;
    return place;
  }

  private boolean acquireTotal(Semaphore own, long until) {
    boolean acquired = acquire(total, until);
    if (!acquired) {
      own.release();
    }
    return acquired;
  }

  private static boolean acquire(Semaphore semaphore, long until) {
    try {
      return semaphore.tryAcquire(until - Ticks.now(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void leave(Destination destination) {
    total.release();
    byDestination.computeIfPresent(destination, (same, place) -> {
      place.semaphore.release();
      return place;
    });
    part(destination);
  }

  private void part(Destination destination) {
    byDestination.computeIfPresent(destination, (same, place) -> place.parted() ? null : place);
  }

  /** Lets everybody in who waits: it is for them to see that there is nothing to do any more. */
  void open() {
    total.release(EVERYBODY);
    byDestination.values().forEach(place -> place.semaphore.release(EVERYBODY));
  }

  int destinations() {
    return byDestination.size();
  }

  /** Its users are counted within the map's own computations. */
  private static final class Place {
    private final Semaphore semaphore;
    private int users;

    Place(int most) {
      semaphore = new Semaphore(most, true);
    }

    /** Whether it was the last who parted. */
    boolean parted() {
      return --users == 0;
    }
  }
}
