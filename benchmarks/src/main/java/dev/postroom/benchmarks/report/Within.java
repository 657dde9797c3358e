package dev.postroom.benchmarks.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A goal in time and not in a ratio, so of the machine too: for what no floor and no peer does. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Within.Several.class)
public @interface Within {

  /**
   * How long it may take.
   *
   * @return in the unit of the benchmark
   */
  double value();

  /**
   * For which parameters the goal stands.
   *
   * @return one of them as {@code name=value}; for all where it is empty
   */
  String at() default "";

  /** Several of them. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface Several {

    /**
     * All of them.
     *
     * @return in the order in which they are shown
     */
    Within[] value();
  }
}
