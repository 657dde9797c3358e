package dev.postroom.isolation;

import dev.postroom.error.FailureReason;
import dev.postroom.error.PostroomException;
import dev.postroom.event.EventQuery;
import dev.postroom.message.MessageQuery;
import dev.postroom.paging.PageRequest;
import dev.postroom.session.KeyedAccess;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;

/** What a host might put before the sessions of an engine, and should not. */
final class LeakingDoor {
  private LeakingDoor() {}

  /** A list that is asked for with the cursor of another begins anew. */
  static KeyedAccess thatTakesAnyCursor(KeyedAccess sound) {
    return (KeyedAccess) forgiving(KeyedAccess.class, sound, FailureReason.INVALID_CURSOR);
  }

  /** Whoever comes with a key of another rung is let in all the same. */
  static KeyedAccess thatOpensAnyRung(KeyedAccess sound) {
    return (KeyedAccess) forgiving(KeyedAccess.class, sound, FailureReason.KEY_OF_ANOTHER_SCOPE);
  }

  private static Object forgiving(Class<?> type, Object sound, FailureReason forgiven) {
    InvocationHandler handler = (proxy, method, args) -> {
      try {
        Object answer = method.invoke(sound, args);
        return isRoom(method.getReturnType()) ? forgiving(method.getReturnType(), answer, forgiven) : answer;
      } catch (InvocationTargetException thrown) {
        if (!(thrown.getCause() instanceof PostroomException refused && refused.reason() == forgiven)) {
          throw thrown.getCause();
        }
        return isRoom(method.getReturnType())
            ? forgiving(method.getReturnType(), sound, forgiven)
            : method.invoke(sound, Arrays.stream(args).map(LeakingDoor::fromTheBeginning).toArray());
      }
    };
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, handler);
  }

  private static boolean isRoom(Class<?> type) {
    return type.isInterface() && type.getPackage().equals(KeyedAccess.class.getPackage());
  }

  private static Object fromTheBeginning(Object argument) {
    return switch (argument) {
      case PageRequest page -> PageRequest.first();
      case MessageQuery messages -> MessageQuery.all();
      case EventQuery events -> EventQuery.fromOldest();
      default -> argument;
    };
  }
}
