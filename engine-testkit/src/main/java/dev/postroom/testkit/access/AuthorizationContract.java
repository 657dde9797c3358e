package dev.postroom.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Denied;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import dev.postroom.access.VerifiedKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a key may do, and in which order it is asked. */
public interface AuthorizationContract extends AuthorizerUnderTest {

  /** The whole rule at once: the first question that is answered no is the reason, and without one it is a grant. */
  @Property
  default void the_first_question_answered_no_is_the_reason(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    Optional<Denied.Reason> holds = asked.stored().permissions().contains(asked.needed())
        ? Optional.empty()
        : Optional.of(Denied.Reason.PERMISSION_MISSING);
    assertThat(Asking.reason(Asking.of(this).act(asked))).isEqualTo(reasonBeforePermission(asked).or(() -> holds));
  }

  /** Opening asks the same, but for any permission. */
  @Property
  default void opening_needs_any_permission(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    Optional<Denied.Reason> holdsAny = asked.stored().permissions().isEmpty()
        ? Optional.of(Denied.Reason.PERMISSION_MISSING)
        : Optional.empty();
    assertThat(Asking.reason(Asking.of(this).open(asked))).isEqualTo(reasonBeforePermission(asked).or(() -> holdsAny));
  }

  private static Optional<Denied.Reason> reasonBeforePermission(AccessCase asked) {
    KeyRecord stored = asked.stored();
    if (stored.revokedAt().isPresent()) {
      return Optional.of(Denied.Reason.REVOKED);
    }
    if (stored.expiresAt().filter(end -> !end.isAfter(asked.now())).isPresent()) {
      return Optional.of(Denied.Reason.EXPIRED);
    }
    if (!stored.scope().covers(asked.place())) {
      return Optional.of(Denied.Reason.OUT_OF_SCOPE);
    }
    return switch (asked.standing()) {
      case ACTIVE -> Optional.empty();
      case SUSPENDED -> Optional.of(Denied.Reason.SUSPENDED);
      case ERASED -> Optional.of(Denied.Reason.ERASED);
    };
  }

  /** Nothing is granted outside of the scope, by the key's own or by what is stored of it. */
  @Property
  default void nothing_is_granted_outside_of_the_scope(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll(supplier = AccessCases.class) AccessCase another) {
    VerifiedKey key = Asking.of(this).shown(asked);
    AccessCase storedElsewhere = asked.scoped(another.stored().scope());
    if (Asking.reason(Asking.of(this).act(key, storedElsewhere)).isEmpty()) {
      assertThat(key.scope().covers(asked.place())).isTrue();
      assertThat(another.stored().scope().covers(asked.place())).isTrue();
    }
  }

  /** What a key of a narrower scope may do, a key of a wider one with the same permissions may do. */
  @Property
  default void what_is_granted_to_a_narrower_scope_is_granted_to_a_wider(
      @ForAll(supplier = AccessCases.class) AccessCase narrow, @ForAll(supplier = AccessCases.class) AccessCase wide) {
    Scope wider = wide.stored().scope();
    if (wider.covers(narrow.stored().scope()) && Asking.of(this).grants(narrow)) {
      AccessCase wideKey = new AccessCase(wide.issued(), wide.stored(), narrow.needed(), narrow.place(),
          narrow.standing(), narrow.now()).inForce().holding(narrow.stored().permissions());
      assertThat(Asking.of(this).grants(wideKey)).isTrue();
    }
  }

  /** Permissions only add. */
  @Property
  default void one_permission_more_never_takes_a_grant_away(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll Permission more) {
    if (Asking.of(this).grants(asked)) {
      assertThat(Asking.of(this).grants(asked.holdingAlso(more))).isTrue();
    }
  }

  /** An empty set is nothing, never everything. */
  @Property
  default void a_key_without_permissions_may_do_nothing(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    AccessCase empty = asked.holding(Set.of());
    assertThat(Asking.reason(Asking.of(this).act(empty))).isPresent();
    assertThat(Asking.reason(Asking.of(this).open(empty))).isPresent();
  }

  /** Each of them denies, whatever else holds. */
  @Property
  default void the_revoked_the_expired_the_suspended_and_the_erased_are_always_denied(
      @ForAll(supplier = AccessCases.class) AccessCase asked) {
    for (AccessCase lost : List.of(asked.revoked(), asked.expiring(asked.now()),
        asked.expiring(asked.now().minusNanos(1)),
        asked.standing(Standing.SUSPENDED), asked.standing(Standing.ERASED))) {
      assertThat(Asking.reason(Asking.of(this).act(lost))).isPresent();
      assertThat(Asking.reason(Asking.of(this).open(lost))).isPresent();
    }
  }

  /** A key whose record is gone, or is that of another key, is revoked. */
  @Property
  default void a_key_without_a_record_of_its_own_is_revoked(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll(supplier = AccessCases.class) AccessCase another) {
    Asking asking = Asking.of(this);
    VerifiedKey key = asking.shown(asked);
    assertThat(Asking.reason(asking.authorizer()
        .authorize(key, Optional.empty(), asked.needed(), asked.place(), asked.standing(), asked.now())))
        .contains(Denied.Reason.REVOKED);
    if (!another.stored().id().equals(key.id())) {
      assertThat(Asking.reason(asking.act(key, asked.stored(another.stored())))).contains(Denied.Reason.REVOKED);
    }
  }
}
