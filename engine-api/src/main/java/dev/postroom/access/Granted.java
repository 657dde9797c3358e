package dev.postroom.access;

import dev.postroom.id.KeyId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proof that one act was granted at one place, now. Made only by {@link KeyScopeAuthorizer}; not to be kept. */
public final class Granted implements Decision {
  private final @Nullable KeyId key;
  private final @Nullable Permission permission;
  private final Scope place;

  Granted(@Nullable KeyId key, @Nullable Permission permission, Scope place) {
    this.key = key;
    this.permission = permission;
    this.place = place;
  }

  /**
   * Who acts.
   *
   * @return the key; empty for the operator
   */
  public Optional<KeyId> key() {
    return Optional.ofNullable(key);
  }

  /**
   * What was asked for.
   *
   * @return the permission; empty when the place was only opened
   */
  public Optional<Permission> permission() {
    return Optional.ofNullable(permission);
  }

  /**
   * Where.
   *
   * @return the place
   */
  public Scope place() {
    return place;
  }

  @Override
  public String toString() {
    return "Granted[" + permission().map(Permission::name).orElse("open") + ']';
  }
}
