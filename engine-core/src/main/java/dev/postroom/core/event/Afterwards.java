package dev.postroom.core.event;

import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done after one change, collected while its work runs: on the work's own thread, and anew each time it is run. */
final class Afterwards {
  private static final ThreadLocal<@Nullable Afterwards> UNDER_WAY = new ThreadLocal<>();

  private final List<Runnable> steps = new ArrayList<>();

  <T> T collecting(MailStore.Work<T> change, StoreTransaction transaction) {
    steps.clear();
    UNDER_WAY.set(this);
    try {
      return change.in(transaction);
    } finally {
      UNDER_WAY.remove();
    }
  }

  static void add(Runnable step) {
    Afterwards underWay = UNDER_WAY.get();
    if (underWay == null) {
      throw new IllegalStateException("afterwards: no change is under way on this thread");
    }
    underWay.steps.add(step);
  }

  void run() {
    steps.forEach(Runnable::run);
  }
}
