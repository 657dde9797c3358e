package dev.postroom.benchmarks.report;

import java.util.Optional;

/**
 * One line of the table: a figure, and what it is set beside.
 *
 * @param group
 *          what it is about, as {@code sealing}
 * @param name
 *          what was done
 * @param at
 *          with which parameters; may be empty
 * @param ours
 *          the figure
 * @param octets
 *          how many octets of heap were allocated by each call; empty where nobody counted
 * @param comparison
 *          what it is set beside
 */
public record Row(String group, String name, String at, Figure ours, Optional<Double> octets,
    Optional<Comparison> comparison) {

  /**
   * What a figure is set beside.
   *
   * @param beside
   *          the floor, the peer, or the same at other parameters
   * @param theirs
   *          its figure, from the same run
   * @param ratio
   *          ours over theirs
   * @param goal
   *          what the ratio is to be
   */
  public record Comparison(String beside, Figure theirs, double ratio, Optional<Goal> goal) {

    /**
     * Sets two figures beside each other.
     *
     * @param ours
     *          ours
     * @param beside
     *          the name of the other one
     * @param theirs
     *          the other one, of the same unit
     * @param goal
     *          what ours over theirs is to be
     * @return the comparison
     */
    public static Comparison of(Figure ours, String beside, Figure theirs, Optional<Goal> goal) {
      return new Comparison(beside, theirs, ours.over(theirs), goal);
    }

    Optional<Boolean> isGoalMet() {
      return goal.map(wanted -> wanted.isMetBy(ratio));
    }
  }
}
