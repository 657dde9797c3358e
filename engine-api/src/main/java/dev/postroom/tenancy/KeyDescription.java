package dev.postroom.tenancy;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What is told about a key once it was issued: all but its secret.
 *
 * @param id
 *          its public id
 * @param scope
 *          the place that it is bound to
 * @param name
 *          what it is called
 * @param permissions
 *          what it may do
 * @param createdAt
 *          when it was issued
 * @param expiresAt
 *          from when on it opens nothing
 * @param revokedAt
 *          since when it opens nothing
 * @param lastUsedAt
 *          when it was last used, to within an hour
 */
public record KeyDescription(KeyId id, Scope scope, String name, Set<Permission> permissions, Instant createdAt,
    Optional<Instant> expiresAt, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {

  /** Copies the set. */
  public KeyDescription {
    permissions = Set.copyOf(permissions);
  }
}
