package dev.postroom.testkit.access;

import dev.postroom.access.AccessVeto;
import dev.postroom.access.Authentication;
import dev.postroom.access.Decision;
import dev.postroom.access.Denied;
import dev.postroom.access.Granted;
import dev.postroom.access.KeyScopeAuthorizer;
import dev.postroom.access.VerifiedKey;
import java.util.Optional;

/** Puts cases to an authorizer. */
record Asking(KeyScopeAuthorizer authorizer) {

  static Asking of(AuthorizerUnderTest test) {
    return new Asking(test.authorizer(AccessVeto.none()));
  }

  static Asking of(AuthorizerUnderTest test, AccessVeto veto) {
    return new Asking(test.authorizer(veto));
  }

  Authentication authenticate(AccessCase asked) {
    return authorizer.authenticate(asked.issued().key(), Optional.of(asked.stored()), asked.now());
  }

  /** The proof that the key of a case was shown while it was in force. */
  VerifiedKey shown(AccessCase asked) {
    return authenticate(asked.inForce()).orThrow();
  }

  Decision act(AccessCase asked) {
    return act(shown(asked), asked);
  }

  Decision act(VerifiedKey key, AccessCase asked) {
    return authorizer.authorize(key, Optional.of(asked.stored()), asked.needed(), asked.place(), asked.standing(),
        asked.now());
  }

  Decision open(AccessCase asked) {
    return authorizer.authorizeOpening(shown(asked), Optional.of(asked.stored()), asked.place(), asked.standing(),
        asked.now());
  }

  boolean grants(AccessCase asked) {
    return act(asked) instanceof Granted;
  }

  /** Why a decision is a denial; empty when it is a grant. */
  static Optional<Denied.Reason> reason(Decision decision) {
    return switch (decision) {
      case Granted granted -> Optional.empty();
      case Denied denied -> Optional.of(denied.reason());
    };
  }
}
