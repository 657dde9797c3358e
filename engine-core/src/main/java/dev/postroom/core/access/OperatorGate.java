package dev.postroom.core.access;

import dev.postroom.access.Granted;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import java.util.Optional;

/** The operator, in a session that an admin object handed out. */
public final class OperatorGate implements Gate {
  private final Scope held;
  private final KeyScopeAuthorizer authorizer;
  private final LiveStandings standings;

  public OperatorGate(Scope held, KeyScopeAuthorizer authorizer, LiveStandings standings) {
    this.held = held;
    this.authorizer = authorizer;
    this.standings = standings;
  }

  @Override
  public Optional<KeyId> key() {
    return Optional.empty();
  }

  @Override
  public Granted require(Permission needed, Scope place) {
    return authorizer.authorizeOperator(held, needed, place, standings.of(place)).orThrow();
  }

  @Override
  public void requireOpening(Scope place) {
    require(Permission.READ, place);
  }
}
