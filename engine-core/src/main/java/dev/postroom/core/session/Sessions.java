package dev.postroom.core.session;

import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.core.event.EventPumps;
import dev.postroom.core.mailbox.Messages;
import dev.postroom.core.tenant.Tenancy;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;

/** Makes sessions: a gate that is asked with every call, and the flows behind it. */
public final class Sessions {
  private final Tenancy tenancy;
  private final Messages messages;
  private final EventPumps events;

  public Sessions(Tenancy tenancy, Messages messages, EventPumps events) {
    this.tenancy = tenancy;
    this.messages = messages;
    this.events = events;
  }

  public TenantSession tenant(Gate gate, Scope.OfTenant place) {
    return new GatedTenantSession(gate, place, tenancy, this, events);
  }

  public WorkspaceSession workspace(Gate gate, Scope.OfWorkspace place) {
    return new GatedWorkspaceSession(gate, place, tenancy, this, events);
  }

  public MailboxSession mailbox(Gate gate, Scope.OfMailbox place) {
    return new GatedMailboxSession(gate, place, messages, events);
  }
}
