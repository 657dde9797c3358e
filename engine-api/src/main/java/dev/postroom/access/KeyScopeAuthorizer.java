package dev.postroom.access;

import dev.postroom.error.FailureReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what, where: pure functions of what they are given, and the only source of {@link VerifiedKey} and
 * {@link Granted}.
 *
 * <h2>How is this designed, and why?</h2>
 *
 * Holding the object <em>is</em> the check: neither proof has a constructor that other code can call, so a path that forgot to ask
 * does not compile. Nothing is remembered between calls. The caller brings what is stored of the key and of the place at this
 * moment, so a revocation, an expiry or a suspension bites on the next act of a session that is already open. There is no state, no
 * clock and no store in here, which is why the rules can be tested as laws.
 *
 * <p>
 * The order of the questions is part of the guarantee. The key itself comes first, then its scope, and only inside of its scope is
 * anything said about the place: a holder cannot learn from an answer whether something outside of its scope exists, is suspended
 * or was erased. A host's {@link AccessVeto} is asked last and can only take away.
 *
 * <p>
 * Safe for use by many threads. A decision costs some comparisons and no I/O.
 */
public final class KeyScopeAuthorizer {
  private static final SecretDigest NO_KEY = SecretDigest.ofStored(new byte[SecretDigest.LENGTH]);

  private final AccessVeto veto;

  /**
   * An authorizer with a rule of the host.
   *
   * @param veto
   *          the rule
   */
  public KeyScopeAuthorizer(AccessVeto veto) {
    this.veto = veto;
  }

  /**
   * Whether the key that was shown is the one that is stored, and opens something at this time.
   *
   * <p>
   * The secret is compared in constant time, and an unknown id costs the same comparison as a wrong secret. That a key is expired
   * or revoked is told only to who knows its secret.
   *
   * @param shown
   *          the key
   * @param stored
   *          what is stored under its id
   * @param now
   *          the time
   * @return the proof, or why not
   */
  public Authentication authenticate(ApiKey shown, Optional<KeyRecord> stored, Instant now) {
    Optional<KeyRecord> named = stored.filter(key -> isNamedBy(shown, key));
    boolean secretMatches = shown.matches(named.map(KeyRecord::digest).orElse(NO_KEY));
    if (named.isEmpty() || !secretMatches) {
      return new Authentication.Refused(FailureReason.KEY_UNKNOWN);
    }
    KeyRecord key = named.get();
    if (isRevoked(key)) {
      return new Authentication.Refused(FailureReason.KEY_REVOKED);
    }
    if (isExpired(key, now)) {
      return new Authentication.Refused(FailureReason.KEY_EXPIRED);
    }
    return new VerifiedKey(key.id(), key.scope());
  }

  /**
   * Whether a key may do something at a place.
   *
   * @param key
   *          the proof that the key was shown
   * @param stored
   *          what is stored of the key now; empty when it is gone
   * @param needed
   *          the permission that the act needs
   * @param place
   *          where
   * @param standing
   *          the standing of the place now
   * @param now
   *          the time
   * @return the decision
   */
  public Decision authorize(VerifiedKey key, Optional<KeyRecord> stored, Permission needed, Scope place,
      Standing standing,
      Instant now) {
    return decide(key, stored, needed, place, standing, now);
  }

  /**
   * Whether a key may open a place, to be asked for a permission with each act there. A key without any permission may not.
   *
   * @param key
   *          the proof that the key was shown
   * @param stored
   *          what is stored of the key now; empty when it is gone
   * @param place
   *          where
   * @param standing
   *          the standing of the place now
   * @param now
   *          the time
   * @return the decision
   */
  public Decision authorizeOpening(VerifiedKey key, Optional<KeyRecord> stored, Scope place, Standing standing,
      Instant now) {
    return decide(key, stored, null, place, standing, now);
  }

  /**
   * Whether the operator may do something at a place that was reached through an admin object: anything, also where it is
   * suspended, unless it is erased.
   *
   * @param held
   *          the place of the admin object
   * @param needed
   *          what the act would need of a key
   * @param place
   *          where
   * @param standing
   *          the standing of the place now
   * @return the decision
   */
  public Decision authorizeOperator(Scope held, Permission needed, Scope place, Standing standing) {
    if (!held.covers(place)) {
      return new Denied(Denied.Reason.OUT_OF_SCOPE);
    }
    if (standing == Standing.ERASED) {
      return new Denied(Denied.Reason.ERASED);
    }
    return new Granted(null, needed, place);
  }

  private static boolean isNamedBy(ApiKey shown, KeyRecord key) {
    return key.id().equals(shown.id()) && KeyKind.of(key.scope()) == shown.kind();
  }

  private Decision decide(VerifiedKey key, Optional<KeyRecord> stored, @Nullable Permission needed, Scope place,
      Standing standing,
      Instant now) {
    return stored.isPresent() && stored.get().id().equals(key.id()) && !isRevoked(stored.get())
        ? decide(key, stored.get(), needed, place, standing, now)
        : new Denied(Denied.Reason.REVOKED);
  }

  private Decision decide(VerifiedKey key, KeyRecord current, @Nullable Permission needed, Scope place,
      Standing standing,
      Instant now) {
    if (isExpired(current, now)) {
      return new Denied(Denied.Reason.EXPIRED);
    }
    if (!key.scope().covers(place) || !current.scope().covers(place)) {
      return new Denied(Denied.Reason.OUT_OF_SCOPE);
    }
    if (standing != Standing.ACTIVE) {
      return new Denied(standing == Standing.ERASED ? Denied.Reason.ERASED : Denied.Reason.SUSPENDED);
    }
    if (!holds(current, needed)) {
      return new Denied(Denied.Reason.PERMISSION_MISSING);
    }
    return unlessVetoed(new Granted(key.id(), needed, place));
  }

  private static boolean holds(KeyRecord key, @Nullable Permission needed) {
    return needed == null ? !key.permissions().isEmpty() : key.permissions().contains(needed);
  }

  private Decision unlessVetoed(Granted granted) {
    try {
      return veto.forbids(granted) ? new Denied(Denied.Reason.VETOED) : granted;
    } catch (RuntimeException ruleFailed) {
      return new Denied(Denied.Reason.VETOED);
    }
  }

  private static boolean isRevoked(KeyRecord key) {
    return key.revokedAt().isPresent();
  }

  private static boolean isExpired(KeyRecord key, Instant now) {
    return key.expiresAt().isPresent() && !now.isBefore(key.expiresAt().get());
  }
}
