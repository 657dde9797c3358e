package dev.postroom.core.outbound.queue;

import dev.postroom.access.Scope;
import dev.postroom.spi.store.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lanes that were full when something was to go through them: what goes there is not looked at until there is room, and then who
 * was passed over comes first. For one thread.
 */
final class FullLanes {
  private static final int MOST_TOKENS = 500;

  private final Map<String, Waiting> full = new HashMap<>();

  /** Who waits for one lane, in the order of coming, and for what. */
  private static final class Waiting {
    private final LinkedHashSet<Scope.OfMailbox> mailboxes = new LinkedHashSet<>();
    private final Map<Scope.OfWorkspace, Set<Token>> tokens = new HashMap<>();
  }

  /** Something of a mailbox found its lane full. */
  void note(Scope.OfMailbox mailbox, String destination, Token token) {
    Waiting waiting = full.computeIfAbsent(destination, fresh -> new Waiting());
    waiting.mailboxes.add(mailbox);
    if (tokens(mailbox.inWorkspace()).size() < MOST_TOKENS) {
      waiting.tokens.computeIfAbsent(mailbox.inWorkspace(), fresh -> new HashSet<>()).add(token);
    }
  }

  /** What of a workspace's mail is not to be looked at. */
  Set<Token> tokens(Scope.OfWorkspace workspace) {
    Set<Token> tokens = new HashSet<>();
    full.values().forEach(waiting -> tokens.addAll(waiting.tokens.getOrDefault(workspace, Set.of())));
    return tokens;
  }

  /** Forgets those that have room again, and answers who has waited for them. */
  List<Scope.OfMailbox> freed(Lanes lanes) {
    List<Scope.OfMailbox> freed = new ArrayList<>();
    for (Iterator<Map.Entry<String, Waiting>> each = full.entrySet().iterator(); each.hasNext();) {
      Map.Entry<String, Waiting> lane = each.next();
      if (lanes.hasRoom(lane.getKey())) {
        freed.addAll(lane.getValue().mailboxes);
        each.remove();
      }
    }
    return freed;
  }
}
