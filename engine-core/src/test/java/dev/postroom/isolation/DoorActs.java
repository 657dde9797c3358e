package dev.postroom.isolation;

import dev.postroom.access.ApiKey;
import dev.postroom.access.IssuedKey;
import dev.postroom.access.KeyKind;
import dev.postroom.error.FailureReason;
import dev.postroom.session.KeyedAccess;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The door: keys of every rung at every opening, and keys with a wrong secret. */
final class DoorActs {
  private DoorActs() {}

  static void addTo(Map<Method, SessionMethods.Act> table) {
    SessionMethods.put(table, KeyedAccess.class, "openTenant",
        turn -> open(turn, KeyKind.TENANT, KeyedAccess::openTenant));
    SessionMethods.put(table, KeyedAccess.class, "openWorkspace",
        turn -> open(turn, KeyKind.WORKSPACE, KeyedAccess::openWorkspace));
    SessionMethods.put(table, KeyedAccess.class, "openMailbox",
        turn -> open(turn, KeyKind.MAILBOX, KeyedAccess::openMailbox));
  }

  private static void open(Turn turn, KeyKind rung, BiFunction<KeyedAccess, ApiKey, Object> opening) {
    KeyedAccess door = turn.world().engine.keyedAccess();
    turn.expect(refusal(turn, rung), () -> opening.apply(door, turn.key().key));

    ApiKey guessed = IssuedKey.mint(turn.key().id(), turn.key().scope(), turn.random()).key();
    ApiKey made = IssuedKey.mint(turn.world().absentIds.key(), turn.key().scope(), turn.random()).key();
    turn.expect(Optional.of(FailureReason.KEY_UNKNOWN), () -> opening.apply(door, guessed));
    turn.expect(Optional.of(FailureReason.KEY_UNKNOWN), () -> opening.apply(door, made));
  }

  private static Optional<FailureReason> refusal(Turn turn, KeyKind rung) {
    Model model = turn.world().model;
    if (turn.key().key.kind() == rung) {
      return model.refusalAtTheDoor(turn.key(), turn.world().clock.instant());
    }
    return model.refusalOfKey(turn.key(), FailureReason.KEY_UNKNOWN, turn.world().clock.instant())
        .or(() -> Optional.of(FailureReason.KEY_OF_ANOTHER_SCOPE));
  }
}
