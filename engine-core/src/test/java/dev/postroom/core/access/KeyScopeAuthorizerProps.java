package dev.postroom.core.access;

import dev.postroom.access.AccessVeto;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.testkit.access.KeyScopeAuthorizerContract;

class KeyScopeAuthorizerProps extends KeyScopeAuthorizerContract {

  @Override
  public KeyScopeAuthorizer authorizer(AccessVeto veto) {
    return new KeyScopeAuthorizer(veto);
  }
}
