package dev.postroom.core.session;

import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;

/** Makes sessions: a gate that is asked with every call, and the flows behind it. */
public final class Sessions {
  private final Rooms rooms;

  public Sessions(Rooms rooms) {
    this.rooms = rooms;
  }

  public TenantSession tenant(Gate gate, Scope.OfTenant place) {
    return new GatedTenantSession(gate, place, rooms, this);
  }

  public WorkspaceSession workspace(Gate gate, Scope.OfWorkspace place) {
    return new GatedWorkspaceSession(gate, place, rooms, this);
  }

  public MailboxSession mailbox(Gate gate, Scope.OfMailbox place) {
    return new GatedMailboxSession(gate, place, rooms);
  }
}
