package dev.postroom.access;

import dev.postroom.id.KeyId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A key as it is stored: everything but its secret, of which only a digest is kept.
 *
 * @param id
 *          the key
 * @param scope
 *          the place that it is bound to
 * @param name
 *          what the operator called it
 * @param permissions
 *          what it may do there; an empty set is a key that may do nothing
 * @param digest
 *          the digest of its secret
 * @param createdAt
 *          when it was issued
 * @param expiresAt
 *          from when on it opens nothing
 * @param revokedAt
 *          since when it opens nothing
 * @param lastUsedAt
 *          when it was last used, to within an hour
 */
public record KeyRecord(KeyId id, Scope scope, String name, Set<Permission> permissions, SecretDigest digest,
    Instant createdAt,
    Optional<Instant> expiresAt, Optional<Instant> revokedAt, Optional<Instant> lastUsedAt) {

  /** Takes the set as it is now. */
  public KeyRecord {
    permissions = PermissionSets.of(permissions);
  }
}
