package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.address.EmailAddress;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.outbound.bounce.ReturnAddresses;
import java.util.Optional;

/** Who of this engine an address reaches. Return paths are addresses of nobody, and lead to the mailbox that sent. */
public final class Recipients {
  private final Routes routes;
  private final ReturnAddresses returnAddresses;
  private final LiveStandings standings;

  public Recipients(Routes routes, ReturnAddresses returnAddresses, LiveStandings standings) {
    this.routes = routes;
    this.returnAddresses = returnAddresses;
    this.standings = standings;
  }

  /** The mailbox that an address leads to, if it leads to one that is not erased. */
  public Optional<Scope.OfMailbox> find(EmailAddress address) {
    return returnAddresses.find(address)
        .filter(mailbox -> standings.of(mailbox) != Standing.ERASED)
        .or(() -> routes.find(address));
  }
}
