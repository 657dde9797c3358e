package dev.postroom.testkit.isolation;

import dev.postroom.session.KeyedAccess;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a holder of a key can reach. */
public final class Surface {
  private Surface() {}

  /**
   * Every method of the door, and of every interface beside it that can be had from there, however far.
   *
   * @return the methods, also those that are added some day
   */
  public static Set<Method> methods() {
    Set<Class<?>> types = new LinkedHashSet<>();
    Deque<Class<?>> open = new ArrayDeque<>(List.of(KeyedAccess.class));
    while (!open.isEmpty()) {
      Class<?> type = open.removeFirst();
      if (type.getPackageName().equals(KeyedAccess.class.getPackageName()) && types.add(type)) {
        open.addAll(List.of(type.getInterfaces()));
        Arrays.stream(type.getDeclaredMethods()).map(Method::getReturnType).forEach(open::add);
      }
    }
    Set<Method> methods = new LinkedHashSet<>();
    types.forEach(type -> Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .forEach(methods::add));
    return methods;
  }
}
