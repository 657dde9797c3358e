package dev.postroom.smtp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Open connections that nobody uses at the moment. Those that nobody has wanted for a while are ended. */
final class IdleConnections implements Watched {
  private final int most;
  private final long longest;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Destination, Deque<OutboundConnection>> byDestination = new HashMap<>();
  private final Set<OutboundConnection> longestIdleFirst = new LinkedHashSet<>();
  private boolean closed;

  IdleConnections(SmtpClientLimits limits) {
    this.most = limits.maxIdleConnections();
    this.longest = limits.idle().toNanos();
  }

  /** The connection to a destination that was used last. */
  Optional<OutboundConnection> take(Destination destination) {
    lock.lock();
    try {
      Deque<OutboundConnection> idle = byDestination.get(destination);
      if (idle == null) {
        return Optional.empty();
      }
      OutboundConnection newest = idle.getLast();
      remove(newest);
      return Optional.of(newest);
    } finally {
      lock.unlock();
    }
  }

  void put(OutboundConnection connection) {
    connection.rest();
    List<OutboundConnection> tooMany = new ArrayList<>();
    lock.lock();
    try {
      byDestination.computeIfAbsent(connection.destination(), first -> new ArrayDeque<>()).addLast(connection);
      longestIdleFirst.add(connection);
      while (longestIdleFirst.size() > (closed ? 0 : most)) {
        tooMany.add(removeOldest());
      }
    } finally {
      lock.unlock();
    }
    tooMany.forEach(OutboundConnection::end);
  }

  private OutboundConnection removeOldest() {
    OutboundConnection oldest = longestIdleFirst.iterator().next();
    remove(oldest);
    return oldest;
  }

  private void remove(OutboundConnection connection) {
    longestIdleFirst.remove(connection);
    byDestination.computeIfPresent(connection.destination(), (same, idle) -> {
      idle.remove(connection);
      return idle.isEmpty() ? null : idle;
    });
  }

  @Override
  public void cutIfOverdue(long now) {
    List<OutboundConnection> overdue = new ArrayList<>();
    lock.lock();
    try {
      Iterator<OutboundConnection> oldest = longestIdleFirst.iterator();
      while (oldest.hasNext() && !longestIdleFirst.isEmpty()) {
        OutboundConnection connection = oldest.next();
        if (now - connection.idleSince() <= longest) {
          break;
        }
        overdue.add(connection);
      }
      overdue.forEach(this::remove);
    } finally {
      lock.unlock();
    }
    overdue.forEach(OutboundConnection::end);
  }

  @Override
  public void cut() {
    close();
  }

  /** Ends all of them, and keeps none any more; the threads that take leave. */
  List<Thread> close() {
    List<OutboundConnection> all = new ArrayList<>();
    lock.lock();
    try {
      closed = true;
      all.addAll(longestIdleFirst);
      all.forEach(this::remove);
    } finally {
      lock.unlock();
    }
    return all.stream().map(OutboundConnection::end).toList();
  }

  int count() {
    lock.lock();
    try {
      return longestIdleFirst.size();
    } finally {
      lock.unlock();
    }
  }
}
