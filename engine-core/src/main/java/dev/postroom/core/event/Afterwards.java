package dev.postroom.core.event;

import dev.postroom.access.Scope;
import dev.postroom.error.FailureReason;
import dev.postroom.error.StoreException;
import dev.postroom.spi.store.MailStore;
import dev.postroom.spi.store.StoreTransaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is done after one change, collected while its work runs: on the work's own thread, and anew each time it is run. The caller may
 * be gone by then. What was not begun when he went never is, and what throws changes nothing: so there is nothing to be done.
 */
final class Afterwards {
  private static final ThreadLocal<@Nullable Collected> UNDER_WAY = new ThreadLocal<>();

  /** What one run says. */
  private record Collected(List<Runnable> steps, Set<Scope> places) {
    Collected() {
      this(new ArrayList<>(), new LinkedHashSet<>());
    }
  }

  private Collected kept = new Collected();
  private boolean mayBeMade;
  private boolean givenUp;

  <T> T collecting(MailStore.Work<T> change, StoreTransaction transaction) {
    begin();
    Collected collected = new Collected();
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

  private synchronized void keep(Collected collected) {
    kept = collected;
  }

  static void add(Runnable step) {
    Collected underWay = UNDER_WAY.get();
    if (underWay == null) {
      throw new IllegalStateException("afterwards: no change is under way on this thread");
    }
    underWay.steps().add(step);
  }

  /** The change under way, if there is one, has something to tell of a place. */
  static void tell(Scope place) {
    Collected underWay = UNDER_WAY.get();
    if (underWay != null) {
      underWay.places().add(place);
    }
  }

  /** Has the change not begun any more; answers whether it was begun before and is made, or may be. */
  synchronized boolean giveUp() {
    givenUp = true;
    return mayBeMade;
  }

  void run() {
    kept().steps().forEach(Runnable::run);
  }

  /** The places of which it has something to tell. */
  Set<Scope> places() {
    return kept().places();
  }

  /** What was said by a run that has come to its end, and changes no more. */
  private synchronized Collected kept() {
    return kept;
  }
}
