package dev.postroom.testkit.access;

import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyRecord;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.access.Standing;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * All that one question to an authorizer is made of.
 *
 * @param issued
 *          the key with its secret
 * @param stored
 *          what is stored of it now
 * @param needed
 *          what the act needs
 * @param place
 *          where
 * @param standing
 *          the standing of the place
 * @param now
 *          the time
 */
record AccessCase(IssuedKey issued, KeyRecord stored, Permission needed, Scope place, Standing standing, Instant now) {

  /** The same with the key as it was when it was issued: in force, so that it can be shown. */
  KeyRecord asIssued() {
    return new KeyRecord(stored.id(), stored.scope(), stored.name(), stored.permissions(), stored.digest(),
        stored.createdAt(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  AccessCase stored(KeyRecord other) {
    return new AccessCase(issued, other, needed, place, standing, now);
  }

  AccessCase standing(Standing other) {
    return new AccessCase(issued, stored, needed, place, other, now);
  }

  AccessCase inForce() {
    return stored(asIssued());
  }

  AccessCase revoked() {
    return stored(new KeyRecord(stored.id(), stored.scope(), stored.name(), stored.permissions(), stored.digest(),
        stored.createdAt(), stored.expiresAt(), Optional.of(stored.createdAt()), stored.lastUsedAt()));
  }

  AccessCase expiring(Instant end) {
    return stored(new KeyRecord(stored.id(), stored.scope(), stored.name(), stored.permissions(), stored.digest(),
        stored.createdAt(), Optional.of(end), stored.revokedAt(), stored.lastUsedAt()));
  }

  AccessCase holding(Set<Permission> permissions) {
    return stored(new KeyRecord(stored.id(), stored.scope(), stored.name(), permissions, stored.digest(),
        stored.createdAt(), stored.expiresAt(), stored.revokedAt(), stored.lastUsedAt()));
  }

  AccessCase holdingAlso(Permission more) {
    EnumSet<Permission> permissions = EnumSet.of(more);
    permissions.addAll(stored.permissions());
    return holding(permissions);
  }

  AccessCase scoped(Scope scope) {
    return stored(new KeyRecord(stored.id(), scope, stored.name(), stored.permissions(), stored.digest(),
        stored.createdAt(), stored.expiresAt(), stored.revokedAt(), stored.lastUsedAt()));
  }
}
