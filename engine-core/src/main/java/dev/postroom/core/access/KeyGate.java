package dev.postroom.core.access;

import dev.postroom.access.Granted;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.access.VerifiedKey;
import dev.postroom.id.KeyId;
import java.time.Clock;
import java.util.Optional;

/**
 * A holder of a key. What was seen of it last is kept, and counts as long as a look now would bring the same.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Each call of a session asks here, so it costs no more than numbers to compare: the stamps of the key and of its tenant's standings, then
 * the questions of the authorizer. The clock, which takes longer than all of that, is read only for a key that has an end, and then with
 * every call, so that none is granted late; to note the use of a key is to set a flag that {@link KeyUse} dates.
 */
public final class KeyGate implements Gate {
  private final VerifiedKey key;
  private final KeyScopeAuthorizer authorizer;
  private final LiveKeys keys;
  private final LiveStandings standings;
  private final KeyUse use;
  private final Clock clock;
  private volatile StoredKey seen;

  KeyGate(VerifiedKey key, StoredKey seen, KeyScopeAuthorizer authorizer, LiveKeys keys, LiveStandings standings,
      KeyUse use, Clock clock) {
    this.key = key;
    this.seen = seen;
    this.authorizer = authorizer;
    this.keys = keys;
    this.standings = standings;
    this.use = use;
    this.clock = clock;
  }

  /** The place that the key is bound to. */
  public Scope place() {
    return key.scope();
  }

  @Override
  public Optional<KeyId> key() {
    return Optional.of(key.id());
  }

  @Override
  public Granted require(Permission needed, Scope place) {
    StoredKey stored = stored();
    Granted granted = authorizer.authorize(key, stored.record(), needed, place, standing(stored, place),
        stored.moment(clock)).orThrow();
    use.note(stored);
    return granted;
  }

  @Override
  public void requireOpening(Scope place) {
    StoredKey stored = stored();
    authorizer.authorizeOpening(key, stored.record(), place, standing(stored, place), stored.moment(clock))
        .orThrow();
  }

  private StoredKey stored() {
    StoredKey last = seen;
    if (!keys.isStill(last)) {
      last = keys.look(key.id());
      seen = last;
    }
    return last;
  }

  /** Nothing is looked up outside of the key's scope, so no work is done that could tell of what is there. */
  private Standing standing(StoredKey stored, Scope place) {
    if (stored.isOf(place)) {
      return stored.standing();
    }
    return key.scope().covers(place) ? standings.of(place) : Standing.ERASED;
  }
}
