package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.LiveTable;
import java.util.Optional;

/**
 * Where an address leads, as the store said.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * There is one for every address that is written to, so whether it counts is told by the numbers in it: name and stamp, and of the tenant
 * what its standings are found by. The place itself is handed out as the store made it. Making it anew from its numbers would spare
 * some memory for each address and take seven objects for each recipient.
 */
abstract sealed class Route extends LiveTable.Entry {

  private Route(AddressHash.Name name, long stamp) {
    super(name.high(), name.low(), stamp);
  }

  /** Whether what it leads to is known to be there still. */
  abstract boolean counts(LiveStandings standings);

  abstract Optional<Scope.OfMailbox> mailbox();

  /** To no mailbox. */
  static final class Nowhere extends Route {
    Nowhere(AddressHash.Name name, long stamp) {
      super(name, stamp);
    }

    @Override
    boolean counts(LiveStandings standings) {
      return true;
    }

    @Override
    Optional<Scope.OfMailbox> mailbox() {
      return Optional.empty();
    }

    @Override
    protected boolean isNothing() {
      return true;
    }
  }

  /** To a mailbox that was not erased at the time of the stamp of its tenant's standings. */
  static final class ToMailbox extends Route {
    private final Scope.OfMailbox place;
    private final int tenant;
    private final long standingStamp;

    ToMailbox(AddressHash.Name name, long stamp, Scope.OfMailbox place, long standingStamp) {
      super(name, stamp);
      this.place = place;
      this.tenant = place.tenant().hashCode();
      this.standingStamp = standingStamp;
    }

    @Override
    boolean counts(LiveStandings standings) {
      return standings.isStill(tenant, standingStamp);
    }

    @Override
    Optional<Scope.OfMailbox> mailbox() {
      return Optional.of(place);
    }

    @Override
    protected boolean isNothing() {
      return false;
    }
  }
}
