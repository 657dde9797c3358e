package dev.postroom.core.access;

import dev.postroom.access.ApiKey;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.VerifiedKey;
import java.time.Clock;

/** From a key that is shown to the gate of its place: look it up, authenticate, note the use. */
public final class KeyCheck {
  private final KeyScopeAuthorizer authorizer;
  private final LiveKeys keys;
  private final LiveStandings standings;
  private final KeyUse use;
  private final Clock clock;

  public KeyCheck(KeyScopeAuthorizer authorizer, LiveKeys keys, LiveStandings standings, KeyUse use, Clock clock) {
    this.authorizer = authorizer;
    this.keys = keys;
    this.standings = standings;
    this.use = use;
    this.clock = clock;
  }

  /** The gate of whoever shows this key. Whether its place may be opened is for the gate to say. */
  public KeyGate authenticate(ApiKey shown) {
    StoredKey stored = keys.look(shown.id());
    VerifiedKey key = authorizer.authenticate(shown, stored.record(), stored.moment(clock)).orThrow();
    use.note(stored);
    return new KeyGate(key, stored, authorizer, keys, standings, use, clock);
  }
}
