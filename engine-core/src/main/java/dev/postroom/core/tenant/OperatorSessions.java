package dev.postroom.core.tenant;

import dev.postroom.access.Scope;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;

/** The ordinary sessions that admin objects hand out. */
public interface OperatorSessions {

  TenantSession tenant(Scope.OfTenant place);

  WorkspaceSession workspace(Scope.OfWorkspace place);

  MailboxSession mailbox(Scope.OfMailbox place);
}
