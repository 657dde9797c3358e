package dev.postroom.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** How often a property of jqwik is tried, in the two sizes of {@link Effort}. It stands beside {@code @Property}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@AddLifecycleHook(Tries.AsManyAsSaid.class)
public @interface Tries {

  /**
   * How often in the short form.
   *
   * @return tries
   */
  int inEveryBuild();

  /**
   * How often in the long form.
   *
   * @return tries
   */
  int whenAskedFor();

  /** Sets the number of tries, which {@code @Property} could not read from a system property. */
  final class AsManyAsSaid implements AroundPropertyHook {
    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
      Tries said = context.targetMethod().getAnnotation(Tries.class);
      context.attributes().setTries(Effort.of(said.inEveryBuild(), said.whenAskedFor()));
      return property.execute();
    }
  }
}
