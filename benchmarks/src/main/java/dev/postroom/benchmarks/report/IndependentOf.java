package dev.postroom.benchmarks.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Sets a benchmark beside itself: with each value of a parameter against the first. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface IndependentOf {

  /**
   * The parameter.
   *
   * @return its name
   */
  String value();

  /**
   * The goal: how many times as long as with the first value it may take with any other.
   *
   * @return the ratio; none where there is no goal
   */
  double atMost() default Double.NaN;
}
