package dev.postroom.testkit.isolation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Calls by reflection that throw what the method throws, and answer a method without a value with its name. */
final class Reflected {
  private Reflected() {}

  static Object call(Object target, Method method, Object... arguments) {
    try {
      Object answer = method.invoke(target, arguments);
      return method.getReturnType() == void.class ? method.getName() : answer;
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(thrown.getCause());
    } catch (IllegalAccessException closed) {
      throw new LinkageError(method.toString(), closed);
    }
  }
}
