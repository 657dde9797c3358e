package dev.postroom.smtp;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Cuts connections whose read or write outlived its deadline in a way that the socket's own time-out does not see. */
final class Watchdog implements Runnable {
  private static final long ROUND_MILLIS = 250;

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final CountDownLatch stopped = new CountDownLatch(1);

  void watch(Watched one) {
    watched.add(one);
  }

  void forget(Watched one) {
    watched.remove(one);
  }

  /** Cuts all of them at once. */
  void cutAll() {
    watched.forEach(Watched::cut);
  }

  void stop() {
    stopped.countDown();
  }

  @Override
  public void run() {
    try {
      while (!stopped.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
        long now = Ticks.now();
        watched.forEach(one -> one.cutIfOverdue(now));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
