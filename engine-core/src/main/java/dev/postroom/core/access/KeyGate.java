package dev.postroom.core.access;

import dev.postroom.access.Granted;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.access.VerifiedKey;
import dev.postroom.id.KeyId;
import java.time.Clock;
import java.util.Optional;

/** A holder of a key. */
final class KeyGate implements Gate {
  private final VerifiedKey key;
  private final KeyScopeAuthorizer authorizer;
  private final LiveKeys keys;
  private final LiveStandings standings;
  private final KeyUse use;
  private final Clock clock;

  KeyGate(VerifiedKey key, KeyScopeAuthorizer authorizer, LiveKeys keys, LiveStandings standings, KeyUse use,
      Clock clock) {
    this.key = key;
    this.authorizer = authorizer;
    this.keys = keys;
    this.standings = standings;
    this.use = use;
    this.clock = clock;
  }

  @Override
  public Optional<KeyId> key() {
    return Optional.of(key.id());
  }

  @Override
  public Granted require(Permission needed, Scope place) {
    Optional<KeyRecord> stored = keys.find(key.id());
    Granted granted = authorizer.authorize(key, stored, needed, place, standing(place), clock.instant()).orThrow();
    stored.ifPresent(use::note);
    return granted;
  }

  @Override
  public void requireOpening(Scope place) {
    authorizer.authorizeOpening(key, keys.find(key.id()), place, standing(place), clock.instant()).orThrow();
  }

  /** Nothing is looked up outside of the key's scope, so no work is done that could tell of what is there. */
  private Standing standing(Scope place) {
    return key.scope().covers(place) ? standings.of(place) : Standing.ERASED;
  }
}
