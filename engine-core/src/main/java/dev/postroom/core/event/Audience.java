package dev.postroom.core.event;

import dev.postroom.access.Permission;
import dev.postroom.access.Scope;
import dev.postroom.core.access.Gate;
import dev.postroom.error.AccessDeniedException;
import dev.postroom.error.FailureReason;
import dev.postroom.event.Event;
import dev.postroom.event.EventType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who is told of events through a session, and of which: the operator of all that happens there, the holder of a key of what the key
 * lets him look up. Keys, sealing and the way out are the operator's alone, and no holder is ever told the id of a key.
 */
final class Audience {
  private final Gate gate;
  private final Scope place;
  private final boolean holdsKey;

  private Audience(Gate gate, Scope place, boolean holdsKey) {
    this.gate = gate;
    this.place = place;
    this.holdsKey = holdsKey;
  }

  /** Who stands at a gate, if he may be told of anything at all. */
  static Audience at(Gate gate, Scope place) {
    return new Audience(gate, place, gate.require(Permission.READ, place).key().isPresent());
  }

  /** What the holder of a key needs to be told of events of a type; empty when nothing is enough. */
  static Optional<Permission> needed(EventType type) {
    return switch (type) {
      case CREATED, CHANGED, SUSPENDED, RESUMED, ERASED, DOMAIN_CLAIMED, DOMAIN_CONFIRMED, DOMAIN_RELEASED,
          DKIM_ROTATED, MESSAGE_RECEIVED, MESSAGE_REFUSED, MESSAGE_FLAGGED, MESSAGE_DELETED, MESSAGE_QUEUED,
          DELIVERY_TAKEN, DELIVERY_BOUNCED, DELIVERY_EXPIRED, DELIVERY_CANCELLED, DELIVERY_SUPPRESSED,
          COMPLAINT_RECEIVED ->
          Optional.of(Permission.READ);
      case SUPPRESSION_ADDED, SUPPRESSION_REMOVED, LIST_ENTRY_ADDED, LIST_ENTRY_REMOVED, LIMITS_CHANGED,
          SENDING_PAUSED, SENDING_RESUMED ->
          Optional.of(Permission.READ_USAGE);
      case KEY_ISSUED, KEY_REVOKED, ROTATED, EGRESS_CHANGED -> Optional.empty();
    };
  }

  /**
   * The types that he is told of: those that he asks for, or all that he may hear of when he asks for none.
   *
   * @throws dev.postroom.error.AccessDeniedException
   *           when he asks for one that he may not hear of
   */
  Set<EventType> types(Set<EventType> asked) {
    asked.forEach(this::require);
    return asked.isEmpty() && holdsKey ? heard() : asked;
  }

  private Set<EventType> heard() {
    Set<Permission> held = EnumSet.of(Permission.READ, Permission.READ_USAGE)
        .stream()
        .filter(this::isGranted)
        .collect(Collectors.toSet());
    return Arrays.stream(EventType.values())
        .filter(type -> needed(type).filter(held::contains).isPresent())
        .collect(Collectors.toSet());
  }

  private boolean isGranted(Permission permission) {
    try {
      gate.require(permission, place);
      return true;
    } catch (AccessDeniedException denied) {
      return false;
    }
  }

  /** Throws when he may no longer be told of anything. */
  void require() {
    gate.require(Permission.READ, place);
  }

  /** Throws when he may not be told of events of a type, now. */
  void require(EventType type) {
    require();
    if (holdsKey) {
      gate.require(needed(type).orElseThrow(Audience::denied), place);
    }
  }

  private static AccessDeniedException denied() {
    return new AccessDeniedException(FailureReason.PERMISSION_MISSING, "key: permission missing");
  }

  /** An event as he is told of it. */
  Event told(Event event) {
    return holdsKey ? withoutKeys(event) : event;
  }

  private static Event withoutKeys(Event event) {
    Optional<String> detail = event.type() == EventType.LIMITS_CHANGED ? Optional.empty() : event.detail();
    return new Event(event.id(), event.at(), event.type(), event.scope(), Optional.empty(), event.message(), detail);
  }
}
