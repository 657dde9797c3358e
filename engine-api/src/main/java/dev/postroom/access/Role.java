package dev.postroom.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A named set of permissions. Each role holds those before it. */
public enum Role {
  /** See mail and usage. */
  READ(EnumSet.of(Permission.READ, Permission.READ_USAGE)),
  /** Work with mail: what {@link #READ} may, and organise and send. */
  READ_WRITE(EnumSet.of(Permission.READ, Permission.READ_USAGE, Permission.ORGANIZE, Permission.SEND)),
  /** Everything that a key can ever be given. */
  MANAGEMENT(EnumSet.allOf(Permission.class));

  private final Set<Permission> permissions;

  Role(EnumSet<Permission> permissions) {
    this.permissions = Collections.unmodifiableSet(permissions);
  }

  /**
   * The permissions of the role.
   *
   * @return an unmodifiable set
   */
  public Set<Permission> permissions() {
    return permissions;
  }
}
