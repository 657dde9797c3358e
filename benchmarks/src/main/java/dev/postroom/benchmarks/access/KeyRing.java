package dev.postroom.benchmarks.access;

import dev.postroom.access.AccessVeto;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Role;
import dev.postroom.access.Scope;
import dev.postroom.benchmarks.Facts;
import dev.postroom.core.access.KeyCheck;
import dev.postroom.core.access.KeyUse;
import dev.postroom.core.access.LiveKeys;
import dev.postroom.core.access.LiveStandings;
import dev.postroom.core.cache.Undecided;
import dev.postroom.id.KeyId;
import dev.postroom.id.MailboxId;
import dev.postroom.id.TenantId;
import dev.postroom.id.WorkspaceId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Keys of mailboxes, ten mailboxes to a workspace, and what checks them. */
final class KeyRing {
  private static final int IN_WORKSPACE = 10;

  private final SecureRandom random = new SecureRandom();
  private final Instant now = Instant.now();
  private final Facts store = new Facts();
  private final String[] texts;
  private final Scope.OfMailbox[] places;
  private final KeyCheck check;

  KeyRing(int keys) {
    this.texts = new String[keys];
    this.places = new Scope.OfMailbox[keys];
    fill();
    LiveStandings standings = new LiveStandings(store, new Undecided());
    this.check = new KeyCheck(new KeyScopeAuthorizer(AccessVeto.none()),
        new LiveKeys(store, standings, new Undecided()), standings,
        new KeyUse(store, Thread::startVirtualThread, Clock.systemUTC()),
        Clock.systemUTC());
  }

  KeyCheck check() {
    return check;
  }

  String text(int index) {
    return texts[index];
  }

  Scope.OfMailbox place(int index) {
    return places[index];
  }

  private void fill() {
    Scope.OfWorkspace workspace = workspace();
    for (int i = 0; i < texts.length; i++) {
      workspace = i % IN_WORKSPACE == 0 ? workspace() : workspace;
      places[i] = workspace.mailbox(new MailboxId(uuid()));
      IssuedKey issued = IssuedKey.mint(new KeyId(uuid()), places[i], random);
      store.add(new KeyRecord(issued.id(), places[i], "", Role.READ_WRITE.permissions(), issued.digest(), now,
          Optional.empty(), Optional.empty(), Optional.of(now)));
      texts[i] = issued.secret();
    }
  }

  private Scope.OfWorkspace workspace() {
    return new Scope.OfTenant(new TenantId(uuid())).workspace(new WorkspaceId(uuid()));
  }

  private UUID uuid() {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
