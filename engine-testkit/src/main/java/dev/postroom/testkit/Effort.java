package dev.postroom.testkit;

/**
 * How much a proof does. In every build it has a short form; the long one is asked for with {@code -Dpostroom.effort=long}, and does the
 * same more often.
 */
public final class Effort {
  private static final boolean IS_LONG = "long".equals(System.getProperty("postroom.effort"));

  private Effort() {}

  /**
   * How often to do something.
   *
   * @param inEveryBuild
   *          how often in the short form
   * @param whenAskedFor
   *          how often in the long form
   * @return one of both
   */
  public static int of(int inEveryBuild, int whenAskedFor) {
    return IS_LONG ? whenAskedFor : inEveryBuild;
  }
}
