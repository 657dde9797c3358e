package dev.postroom.tenancy;

import dev.postroom.access.Permission;
import dev.postroom.access.Role;
import dev.postroom.error.InvalidInputException;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a key is made from. Its scope is the admin object that issues it.
 *
 * @param name
 *          what it is called in lists and audits, 1 to 200 characters
 * @param permissions
 *          what it may do; an empty set makes a key that may do nothing
 * @param expiresAt
 *          from when on it opens nothing; never when empty
 */
public record NewKey(String name, Set<Permission> permissions, Optional<Instant> expiresAt) {
  private static final int MAX_NAME = 200;

  /**
   * Checks and copies.
   *
   * @throws InvalidInputException
   *           when the name is blank, over 200 characters or holds control characters
   */
  public NewKey {
    if (name.isBlank()) {
      throw new InvalidInputException("name: blank (expected: 1.." + MAX_NAME + " characters)");
    }
    Names.check("name", name, MAX_NAME);
    EnumSet<Permission> copy = EnumSet.noneOf(Permission.class);
    copy.addAll(permissions);
    permissions = Collections.unmodifiableSet(copy);
  }

  /**
   * A key with the permissions of a role.
   *
   * @param name
   *          what it is called
   * @param role
   *          the role
   * @return what to make
   */
  public static NewKey of(String name, Role role) {
    return new NewKey(name, role.permissions(), Optional.empty());
  }

  /**
   * A key with single permissions.
   *
   * @param name
   *          what it is called
   * @param permissions
   *          what it may do
   * @return what to make
   */
  public static NewKey of(String name, Set<Permission> permissions) {
    return new NewKey(name, permissions, Optional.empty());
  }

  /**
   * The same with an end.
   *
   * @param end
   *          from when on it opens nothing
   * @return a new value
   */
  public NewKey expiresAt(Instant end) {
    Once.check("expiresAt", expiresAt.isPresent());
    return new NewKey(name, permissions, Optional.of(end));
  }
}
