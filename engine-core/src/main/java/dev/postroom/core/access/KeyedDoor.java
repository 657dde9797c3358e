package dev.postroom.core.access;

import dev.postroom.access.ApiKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Scope;
import dev.postroom.access.VerifiedKey;
import dev.postroom.core.session.Sessions;
import dev.postroom.error.AccessDeniedException;
import dev.postroom.error.FailureReason;
import dev.postroom.session.KeyedAccess;
import dev.postroom.session.MailboxSession;
import dev.postroom.session.TenantSession;
import dev.postroom.session.WorkspaceSession;
import java.time.Clock;
import java.util.Optional;

/** From the text of a key to a session: authenticate, note the use, open. */
public final class KeyedDoor implements KeyedAccess {
  private final KeyScopeAuthorizer authorizer;
  private final LiveKeys keys;
  private final LiveStandings standings;
  private final KeyUse use;
  private final Sessions sessions;
  private final Clock clock;

  public KeyedDoor(KeyScopeAuthorizer authorizer, LiveKeys keys, LiveStandings standings, KeyUse use, Sessions sessions,
      Clock clock) {
    this.authorizer = authorizer;
    this.keys = keys;
    this.standings = standings;
    this.use = use;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public TenantSession openTenant(ApiKey key) {
    VerifiedKey verified = verify(key);
    if (verified.scope() instanceof Scope.OfTenant tenant) {
      return sessions.tenant(opened(verified, tenant), tenant);
    }
    throw anotherScope("tenant");
  }

  @Override
  public WorkspaceSession openWorkspace(ApiKey key) {
    VerifiedKey verified = verify(key);
    if (verified.scope() instanceof Scope.OfWorkspace workspace) {
      return sessions.workspace(opened(verified, workspace), workspace);
    }
    throw anotherScope("workspace");
  }

  @Override
  public MailboxSession openMailbox(ApiKey key) {
    VerifiedKey verified = verify(key);
    if (verified.scope() instanceof Scope.OfMailbox mailbox) {
      return sessions.mailbox(opened(verified, mailbox), mailbox);
    }
    throw anotherScope("mailbox");
  }

  private VerifiedKey verify(ApiKey key) {
    Optional<KeyRecord> stored = keys.find(key.id());
    VerifiedKey verified = authorizer.authenticate(key, stored, clock.instant()).orThrow();
    stored.ifPresent(use::note);
    return verified;
  }

  private Gate opened(VerifiedKey key, Scope place) {
    Gate gate = new KeyGate(key, authorizer, keys, standings, use, clock);
    gate.requireOpening(place);
    return gate;
  }

  private static AccessDeniedException anotherScope(String wanted) {
    return new AccessDeniedException(FailureReason.KEY_OF_ANOTHER_SCOPE,
        "key: of another scope (expected: a " + wanted + " key)");
  }
}
