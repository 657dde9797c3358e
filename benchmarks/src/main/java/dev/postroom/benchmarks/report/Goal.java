package dev.postroom.benchmarks.report;

/**
 * What a ratio is to be.
 *
 * @param bound
 *          how far it may go
 * @param direction
 *          on which side of the bound it has to stay
 */
public record Goal(Direction direction, double bound) {

  /** On which side of its bound a ratio has to stay. */
  public enum Direction {
    /** Of times and of memory. */
    AT_MOST,
    /** Of what is done in a second. */
    AT_LEAST
  }

  /**
   * A goal for times and for memory.
   *
   * @param bound
   *          what the ratio may be at most
   * @return the goal
   */
  public static Goal atMost(double bound) {
    return new Goal(Direction.AT_MOST, bound);
  }

  /**
   * A goal for what is done in a second.
   *
   * @param bound
   *          what the ratio has to be at least
   * @return the goal
   */
  public static Goal atLeast(double bound) {
    return new Goal(Direction.AT_LEAST, bound);
  }

  boolean isMetBy(double ratio) {
    return direction == Direction.AT_MOST ? ratio <= bound : ratio >= bound;
  }

  /** As the data has it: {@code <=2.5}. */
  String code() {
    return (direction == Direction.AT_MOST ? "<=" : ">=") + bound;
  }

  static Goal read(String code) {
    double bound = Double.parseDouble(code.substring(2));
    return code.startsWith("<=") ? atMost(bound) : atLeast(bound);
  }

  @Override
  public String toString() {
    return (direction == Direction.AT_MOST ? "at most " : "at least ") + Numbers.text(bound);
  }
}
