package dev.postroom.testkit.access;

/**
 * The laws of who may do what, where. Whoever puts an authorizer together, with rules of their own around it, extends this class and
 * says how it is made; all of it must be green.
 */
public abstract class KeyScopeAuthorizerContract
    implements AuthenticationContract, AuthorizationContract, DenialContract {

  /** For subclasses. */
  protected KeyScopeAuthorizerContract() {}
}
