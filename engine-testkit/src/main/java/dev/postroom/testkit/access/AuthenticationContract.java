package dev.postroom.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.access.Authentication;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyKind;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Scope;
import dev.postroom.access.VerifiedKey;
import dev.postroom.error.FailureReason;
import dev.postroom.id.KeyId;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Only the exact secret, kind and id of a stored key that is in force is a proof. */
public interface AuthenticationContract extends AuthorizerUnderTest {

  /** A key in force is verified as what is stored of it. */
  @Property
  default void a_key_that_is_in_force_is_verified(@ForAll(supplier = AccessCases.class) AccessCase asked) {
    assertThat(Asking.of(this).authenticate(asked.inForce())).isInstanceOfSatisfying(VerifiedKey.class, key -> {
      assertThat(key.id()).isEqualTo(asked.stored().id());
      assertThat(key.scope()).isEqualTo(asked.stored().scope());
    });
  }

  /** The key first shows its secret; then revocation is told before expiry. */
  @Property
  default void a_revoked_key_is_told_so_and_then_an_expired_one(
      @ForAll(supplier = AccessCases.class) AccessCase asked) {
    Authentication answer = Asking.of(this).authenticate(asked);
    if (asked.stored().revokedAt().isPresent()) {
      assertThat(answer).isEqualTo(new Authentication.Refused(FailureReason.KEY_REVOKED));
    } else if (asked.stored().expiresAt().filter(end -> !end.isAfter(asked.now())).isPresent()) {
      assertThat(answer).isEqualTo(new Authentication.Refused(FailureReason.KEY_EXPIRED));
    } else {
      assertThat(answer).isInstanceOf(VerifiedKey.class);
    }
  }

  /** Whatever is stored of a key says nothing to who does not know its secret. */
  @Property
  default void a_wrong_secret_is_answered_like_an_unknown_key(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll long seed) {
    IssuedKey wrong = IssuedKey.mint(asked.issued().id(), asked.stored().scope(), new Random(~seed));
    if (wrong.secret().equals(asked.issued().secret())) {
      return;
    }
    assertUnknown(wrong, Optional.of(asked.stored()), asked);
    assertUnknown(asked.issued(), Optional.empty(), asked);
  }

  /** The same secret under another id is another key. */
  @Property
  default void the_secret_of_another_id_is_unknown(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll long seed) {
    IssuedKey one = IssuedKey.mint(new KeyId(new UUID(1, 1)), asked.stored().scope(), new Random(seed));
    IssuedKey other = IssuedKey.mint(new KeyId(new UUID(1, 2)), asked.stored().scope(), new Random(seed));
    assertThat(one.digest()).isEqualTo(other.digest());
    assertUnknown(other, Optional.of(recordOf(one, asked.stored().scope(), asked)), asked);
  }

  /** The same secret and id with the letters of another rung is another key. */
  @Property
  default void the_secret_of_another_kind_is_unknown(@ForAll(supplier = AccessCases.class) AccessCase asked,
      @ForAll(supplier = AccessCases.class) AccessCase another, @ForAll long seed) {
    Scope one = asked.stored().scope();
    Scope other = another.stored().scope();
    if (KeyKind.of(one) == KeyKind.of(other)) {
      return;
    }
    IssuedKey stored = IssuedKey.mint(asked.issued().id(), one, new Random(seed));
    IssuedKey shown = IssuedKey.mint(asked.issued().id(), other, new Random(seed));
    assertUnknown(shown, Optional.of(recordOf(stored, one, asked)), asked);
  }

  private static KeyRecord recordOf(IssuedKey key, Scope scope, AccessCase asked) {
    return new KeyRecord(key.id(), scope, "key", asked.stored().permissions(), key.digest(), asked.stored().createdAt(),
        asked.stored().expiresAt(), asked.stored().revokedAt(), Optional.empty());
  }

  private void assertUnknown(IssuedKey shown, Optional<KeyRecord> stored, AccessCase asked) {
    Authentication answer = Asking.of(this).authorizer().authenticate(shown.key(), stored, asked.now());
    assertThat(answer).isEqualTo(new Authentication.Refused(FailureReason.KEY_UNKNOWN));
  }
}
