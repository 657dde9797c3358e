package dev.postroom.access;

import dev.postroom.id.KeyId;

/**
 * The proof that somebody showed the secret of a stored key. Made only by {@link KeyScopeAuthorizer#authenticate}. It grants
 * nothing by itself: every act is authorized on its own, with what is stored of the key at that time.
 */
public final class VerifiedKey implements Authentication {
  private final KeyId id;
  private final Scope scope;

  VerifiedKey(KeyId id, Scope scope) {
    this.id = id;
    this.scope = scope;
  }

  /**
   * Which key.
   *
   * @return its id
   */
  public KeyId id() {
    return id;
  }

  /**
   * The place that the key is bound to, for good.
   *
   * @return the place
   */
  public Scope scope() {
    return scope;
  }

  @Override
  public String toString() {
    return "VerifiedKey[" + id + ']';
  }
}
