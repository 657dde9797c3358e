package dev.postroom.benchmarks.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a benchmark is set beside: a floor or a peer that the same class measures in the same run, with the same parameters. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Beside.Several.class)
public @interface Beside {

  /**
   * The floor or the peer.
   *
   * @return the name of its method
   */
  String value();

  /**
   * The goal: how many times as long as the other one it may take; below one where it has to be faster.
   *
   * @return the ratio; none where there is no goal
   */
  double atMost() default Double.NaN;

  /**
   * For which parameters the comparison stands.
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
    Beside[] value();
  }
}
