package dev.postroom.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * One object for each set of permissions. There are few sets and many keys, and each request looks into the set of its key: so what it
 * looks into is where others have looked.
 */
final class PermissionSets {
  private static final ConcurrentMap<Set<Permission>, Set<Permission>> SHARED = new ConcurrentHashMap<>();

  private PermissionSets() {}

  /** The set of the same permissions, which cannot be changed. */
  static Set<Permission> of(Set<Permission> permissions) {
    EnumSet<Permission> copy = EnumSet.noneOf(Permission.class);
    copy.addAll(permissions);
    return SHARED.computeIfAbsent(Collections.unmodifiableSet(copy), set -> set);
  }
}
