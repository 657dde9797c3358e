package dev.postroom.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Which methods were called, and how often in all: none of those that a key can reach may be forgotten. */
final class Tried {
  private final Set<Method> methods = new HashSet<>();
  private int times;

  void note(Method method) {
    methods.add(method);
    times++;
  }

  /** Every method with such a parameter, also one that is added some day, and more than so many calls. */
  void assertAll(Predicate<Class<?>> parameter, int enough) {
    assertThat(methods).as("methods that were called")
        .containsAll(Surface.methods().stream().filter(method -> Visitor.takes(method, parameter)).toList());
    assertThat(times).isGreaterThan(enough);
  }
}
