package dev.postroom.core.event;

import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is done after one change, collected while its work runs: on the work's own thread, and anew each time it is run. The caller may
 * be gone by then. What was not begun when he went never is, and what throws changes nothing: so there is nothing to be done.
 */
final class Afterwards {
  private static final ThreadLocal<@Nullable List<Runnable>> UNDER_WAY = new ThreadLocal<>();

  private List<Runnable> steps = List.of();
  private boolean mayBeMade;
  private boolean givenUp;

  <T> T collecting(MailStore.Work<T> change, StoreTransaction transaction) {
    begin();
    List<Runnable> collected = new ArrayList<>();
    UNDER_WAY.set(collected);
    try {
      T result = change.in(transaction);
      keep(collected);
      return result;
    } catch (RuntimeException | Error thoughtBetter) {
      undo();
      throw thoughtBetter;
    } finally {
      UNDER_WAY.remove();
    }
  }

  private synchronized void begin() {
    if (givenUp) {
      throw new StoreException(FailureReason.STORE_UNAVAILABLE, "change: given up before it was begun");
    }
    mayBeMade = true;
  }

  private synchronized void undo() {
    mayBeMade = false;
  }

  private synchronized void keep(List<Runnable> collected) {
    steps = List.copyOf(collected);
  }

  static void add(Runnable step) {
    List<Runnable> underWay = UNDER_WAY.get();
    if (underWay == null) {
      throw new IllegalStateException("afterwards: no change is under way on this thread");
    }
    underWay.add(step);
  }

  /** Has the change not begun any more; answers whether it was begun before and is made, or may be. */
  synchronized boolean giveUp() {
    givenUp = true;
    return mayBeMade;
  }

  void run() {
    collected().forEach(Runnable::run);
  }

  private synchronized List<Runnable> collected() {
    return steps;
  }
}
