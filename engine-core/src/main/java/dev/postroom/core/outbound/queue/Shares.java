package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import java.util.HashMap;
import java.util.Map;

/**
 * So many of something, for all workspaces. No workspace has more than a quarter of what the others leave, but one in any case while
 * there is one left: the first has a quarter of all, the next a quarter of the rest, and so on. What one holds it may hold for long,
 * so it is not given more because nobody else is there at the moment. For who guards it.
 */
final class Shares {
  private static final int PARTS = 4;

  private final int all;
  private final Map<Scope.OfWorkspace, Integer> shares = new HashMap<>();
  private int taken;

  Shares(int all) {
    this.all = all;
  }

  /** Takes one for a workspace; false when it has its share. */
  boolean take(Scope.OfWorkspace workspace) {
    int share = shares.getOrDefault(workspace, 0);
    int most = Math.max(1, (left() + share) / PARTS);
    if (left() == 0 || share >= most) {
      return false;
    }
    shares.put(workspace, share + 1);
    taken++;
    return true;
  }

  /** A workspace needs one less. */
  void giveBack(Scope.OfWorkspace workspace) {
    shares.computeIfPresent(workspace, (same, share) -> share > 1 ? share - 1 : null);
    taken--;
  }

  int left() {
    return all - taken;
  }

  int taken() {
    return taken;
  }
}
