package dev.postroom.core.event;

import dev.postroom.access.Scope;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Wakes those who wait for the log to grow where it concerns them: who waits at a place is woken by what happens there and below, and
 * not by its neighbours. Places share bells in stripes, so now and then somebody is woken for nothing, and no place costs memory.
 */
public final class EventSignal {
  private static final int STRIPES = 1024;

  private final List<Bell> bells = IntStream.range(0, STRIPES).mapToObj(stripe -> new Bell()).toList();
  private final Bell everywhere = new Bell();

  /** Something of a place may be in the log that was not there before. */
  public void raise(Scope changed) {
    switch (changed) {
      case Scope.OfMailbox mailbox -> {
        at(mailbox).ring();
        raise(mailbox.inWorkspace());
      }
      case Scope.OfWorkspace workspace -> {
        at(workspace).ring();
        raise(workspace.inTenant());
      }
      case Scope.OfTenant tenant -> {
        at(tenant).ring();
        everywhere.ring();
      }
    }
  }

  /** Rings for a place and all below it. */
  Bell at(Scope place) {
    return bells.get(Math.floorMod(place.hashCode(), STRIPES));
  }

  /** Rings for everything. */
  Bell everywhere() {
    return everywhere;
  }
}
