package dev.postroom.testkit.access;

import dev.postroom.access.AccessVeto;
import dev.postroom.access.KeyScopeAuthorizer;

/** What the parts of the contract know of the authorizer that they try. */
public interface AuthorizerUnderTest {

  /**
   * An authorizer with a rule of the host.
   *
   * @param veto
   *          the rule
   * @return the authorizer
   */
  KeyScopeAuthorizer authorizer(AccessVeto veto);
}
