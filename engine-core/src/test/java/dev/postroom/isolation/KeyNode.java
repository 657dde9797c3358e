package dev.postroom.isolation;

import dev.postroom.access.ApiKey;
import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.id.KeyId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A key as its holder has it, and what it should open. */
final class KeyNode {
  final ApiKey key;
  final Node place;
  final Set<Permission> permissions;
  final Optional<Instant> expiresAt;
  final PolicyNode policy = new PolicyNode();
  boolean revoked;

  KeyNode(ApiKey key, Node place, Set<Permission> permissions, Optional<Instant> expiresAt) {
    this.key = key;
    this.place = place;
    this.permissions = permissions;
    this.expiresAt = expiresAt;
  }

  KeyId id() {
    return key.id();
  }

  Scope scope() {
    return place.scope();
  }

  @Override
  public String toString() {
    return key + " with " + permissions;
  }
}
