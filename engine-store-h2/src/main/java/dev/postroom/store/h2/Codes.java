package dev.postroom.store.h2;

import dev.postroom.access.Permission;
import dev.postroom.access.Standing;
import dev.postroom.event.EventType;
import dev.postroom.outbound.DeliveryState;
import dev.postroom.policy.Limit;
import dev.postroom.policy.SendingPause;
import dev.postroom.spi.store.AddressRow;
import dev.postroom.spi.store.PolicyRow;
import dev.postroom.spi.store.SealedRow;
import dev.postroom.spi.store.Token;
import dev.postroom.spi.store.UsageKind;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the tables for the names of the API. A code is never given another meaning and never used again, whatever
 * becomes of the order of the names.
 */
final class Codes {
  static final Short LIVE = 1;

  private Codes() {}

  static short of(Standing standing) {
    return switch (standing) {
      case ACTIVE -> 1;
      case SUSPENDED -> 2;
      case ERASED -> 3;
    };
  }

  static Standing standing(short code) {
    return named(Standing.values(), Codes::of, code);
  }

  /** Null for what is erased: the mark of those whose external id is taken. */
  static @Nullable Short live(Standing standing) {
    return standing == Standing.ERASED ? null : LIVE;
  }

  static short of(AddressRow.Kind kind) {
    return switch (kind) {
      case PRIMARY -> 1;
      case ALIAS -> 2;
    };
  }

  static AddressRow.Kind addressKind(short code) {
    return named(AddressRow.Kind.values(), Codes::of, code);
  }

  static short of(Token.Kind kind) {
    return switch (kind) {
      case FROM -> 1;
      case TO -> 2;
      case MESSAGE_ID -> 3;
      case SEND -> 4;
      case DESTINATION -> 5;
      case PATTERN -> 6;
    };
  }

  static Token.Kind tokenKind(short code) {
    return named(Token.Kind.values(), Codes::of, code);
  }

  static short of(EventType type) {
    return switch (type) {
      case CREATED -> 1;
      case CHANGED -> 2;
      case SUSPENDED -> 3;
      case RESUMED -> 4;
      case ERASED -> 5;
      case ROTATED -> 6;
      case KEY_ISSUED -> 10;
      case KEY_REVOKED -> 11;
      case DOMAIN_CLAIMED -> 20;
      case DOMAIN_CONFIRMED -> 21;
      case DOMAIN_RELEASED -> 22;
      case MESSAGE_RECEIVED -> 30;
      case MESSAGE_REFUSED -> 31;
      case MESSAGE_FLAGGED -> 32;
      case MESSAGE_DELETED -> 33;
      case MESSAGE_QUEUED -> 40;
      case DELIVERY_TAKEN -> 41;
      case DELIVERY_BOUNCED -> 42;
      case DELIVERY_EXPIRED -> 43;
      case DELIVERY_CANCELLED -> 44;
      case DELIVERY_SUPPRESSED -> 45;
      case COMPLAINT_RECEIVED -> 46;
      case SUPPRESSION_ADDED -> 50;
      case SUPPRESSION_REMOVED -> 51;
      case LIST_ENTRY_ADDED -> 52;
      case LIST_ENTRY_REMOVED -> 53;
      case LIMITS_CHANGED -> 54;
      case SENDING_PAUSED -> 55;
      case SENDING_RESUMED -> 56;
      case EGRESS_CHANGED -> 60;
      case DKIM_ROTATED -> 61;
    };
  }

  static EventType eventType(short code) {
    return named(EventType.values(), Codes::of, code);
  }

  static short of(DeliveryState state) {
    return switch (state) {
      case WAITING -> 1;
      case LEASED -> 2;
      case DELIVERED -> 3;
      case BOUNCED -> 4;
      case EXPIRED -> 5;
      case CANCELLED -> 6;
      case SUPPRESSED -> 7;
    };
  }

  static DeliveryState deliveryState(short code) {
    return named(DeliveryState.values(), Codes::of, code);
  }

  static short of(SendingPause.Cause cause) {
    return switch (cause) {
      case BOUNCE_RATE -> 1;
      case COMPLAINT_RATE -> 2;
      case MANUAL -> 3;
    };
  }

  static SendingPause.Cause pauseCause(short code) {
    return named(SendingPause.Cause.values(), Codes::of, code);
  }

  static short of(PolicyRow.Kind kind) {
    return switch (kind) {
      case SEND -> 1;
      case RECEIVE -> 2;
      case SUPPRESSION -> 3;
    };
  }

  static PolicyRow.Kind policyKind(short code) {
    return named(PolicyRow.Kind.values(), Codes::of, code);
  }

  static short of(UsageKind kind) {
    return switch (kind) {
      case SENDS -> 1;
      case RECIPIENTS -> 2;
      case RECEIVES -> 3;
      case DELIVERED -> 4;
      case BOUNCED -> 5;
      case COMPLAINTS -> 6;
      case FORGIVEN_DELIVERIES -> 7;
      case FORGIVEN_BOUNCES -> 8;
      case FORGIVEN_COMPLAINTS -> 9;
    };
  }

  static short of(Limit.Kind kind) {
    return switch (kind) {
      case SENDS -> 1;
      case RECIPIENTS -> 2;
      case RECEIVES -> 3;
      case STORED_OCTETS -> 4;
      case MAILBOXES -> 5;
      case DOMAINS -> 6;
    };
  }

  static Limit.Kind limitKind(short code) {
    return named(Limit.Kind.values(), Codes::of, code);
  }

  static short of(Limit.Window window) {
    return switch (window) {
      case SECOND -> 1;
      case HOUR -> 2;
      case DAY -> 3;
      case MONTH -> 4;
      case TOTAL -> 5;
    };
  }

  static Limit.Window limitWindow(short code) {
    return named(Limit.Window.values(), Codes::of, code);
  }

  static short of(SealedRow.Kind kind) {
    return switch (kind) {
      case DKIM_KEY -> 1;
      case EGRESS -> 2;
    };
  }

  static long of(Set<Permission> permissions) {
    return permissions.stream().mapToLong(permission -> 1L << bit(permission)).sum();
  }

  /** A bit that this version does not know grants nothing. */
  static Set<Permission> permissions(long bits) {
    Set<Permission> set = EnumSet.noneOf(Permission.class);
    for (Permission permission : Permission.values()) {
      if ((bits >>> bit(permission) & 1) == 1) {
        set.add(permission);
      }
    }
    return set;
  }

  private static int bit(Permission permission) {
    return switch (permission) {
      case READ -> 0;
      case READ_USAGE -> 1;
      case ORGANIZE -> 2;
      case SEND -> 3;
      case MANAGE_POLICY -> 4;
      case MANAGE_MAILBOXES -> 5;
      case MANAGE_DOMAINS -> 6;
      case MANAGE_WORKSPACES -> 7;
    };
  }

  private static <E> E named(E[] names, ToIntFunction<E> codeOf, int code) {
    return Arrays.stream(names)
        .filter(name -> codeOf.applyAsInt(name) == code)
        .findAny()
        .orElseThrow(() -> Failures.corrupt("unknown code " + code));
  }
}
