package dev.postroom.core.inbound;

import dev.postroom.access.Scope;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.LiveTable;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.util.Optional;
import java.util.UUID;

/**
 * Where an address leads, as the store said.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * There is one for every address that is written to, so it is flat: the numbers of three ids, and of the tenant's standings. To keep the
 * place itself would spare seven objects for each recipient, and take 128 octets more for each address.
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
    private final long tenantHigh;
    private final long tenantLow;
    private final long workspaceHigh;
    private final long workspaceLow;
    private final long mailboxHigh;
    private final long mailboxLow;
    private final long standingStamp;

    ToMailbox(AddressHash.Name name, long stamp, Scope.OfMailbox place, long standingStamp) {
      super(name, stamp);
      this.tenantHigh = place.tenant().value().getMostSignificantBits();
      this.tenantLow = place.tenant().value().getLeastSignificantBits();
      this.workspaceHigh = place.workspace().value().getMostSignificantBits();
      this.workspaceLow = place.workspace().value().getLeastSignificantBits();
      this.mailboxHigh = place.mailbox().value().getMostSignificantBits();
      this.mailboxLow = place.mailbox().value().getLeastSignificantBits();
      this.standingStamp = standingStamp;
    }

    @Override
    boolean counts(LiveStandings standings) {
      return standings.isStill(tenant().hashCode(), standingStamp);
    }

    @Override
    Optional<Scope.OfMailbox> mailbox() {
      return Optional.of(new Scope.OfMailbox(tenant(), new WorkspaceId(new UUID(workspaceHigh, workspaceLow)),
          new MailboxId(new UUID(mailboxHigh, mailboxLow))));
    }

    @Override
    protected boolean isNothing() {
      return false;
    }

    private TenantId tenant() {
      return new TenantId(new UUID(tenantHigh, tenantLow));
    }
  }
}
