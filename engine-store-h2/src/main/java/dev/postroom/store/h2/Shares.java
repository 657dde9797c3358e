package dev.postroom.store.h2;

import dev.postroom.access.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How much of one group each workspace has had. One that is alone may have all of it. Beside others it has a few: what they wait for,
 * besides the force that all share, is then a few calls of each, however many there are of one. What is for no place is of no
 * workspace, and has what it wants.
 */
final class Shares {
  private static final int BESIDE_OTHERS = 8;

  private final Map<Scope, Integer> had = new HashMap<>();

  /** Whether this one may have a call more, which is counted then. */
  boolean take(Optional<Scope> whose) {
    return whose.isEmpty() || take(whose.get());
  }

  private boolean take(Scope whose) {
    int before = had.getOrDefault(whose, 0);
    boolean hasCompany = had.size() > 1;
    if (hasCompany && before >= BESIDE_OTHERS) {
      return false;
    }
    had.put(whose, before + 1);
    return true;
  }
}
