package dev.postroom.core.access;

import dev.postroom.access.ApiKey;
import dev.postroom.access.Scope;
import dev.postroom.core.session.Sessions;
import dev.postroom.error.AccessDeniedException;
import dev.postroom.error.FailureReason;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;

/** From the text of a key to a session: check, open. */
public final class KeyedDoor implements KeyedAccess {
  private final KeyCheck check;
  private final Sessions sessions;

  public KeyedDoor(KeyCheck check, Sessions sessions) {
    this.check = check;
    this.sessions = sessions;
  }

  @Override
  public TenantSession openTenant(ApiKey key) {
    KeyGate gate = check.authenticate(key);
    if (gate.place() instanceof Scope.OfTenant tenant) {
      gate.requireOpening(tenant);
      return sessions.tenant(gate, tenant);
    }
    throw anotherScope("tenant");
  }

  @Override
  public WorkspaceSession openWorkspace(ApiKey key) {
    KeyGate gate = check.authenticate(key);
    if (gate.place() instanceof Scope.OfWorkspace workspace) {
      gate.requireOpening(workspace);
      return sessions.workspace(gate, workspace);
    }
    throw anotherScope("workspace");
  }

  @Override
  public MailboxSession openMailbox(ApiKey key) {
    KeyGate gate = check.authenticate(key);
    if (gate.place() instanceof Scope.OfMailbox mailbox) {
      gate.requireOpening(mailbox);
      return sessions.mailbox(gate, mailbox);
    }
    throw anotherScope("mailbox");
  }

  private static AccessDeniedException anotherScope(String wanted) {
    return new AccessDeniedException(FailureReason.KEY_OF_ANOTHER_SCOPE,
        "key: of another scope (expected: a " + wanted + " key)");
  }
}
