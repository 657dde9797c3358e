package dev.postroom;

import java.util.List;

/**
 * Whether an engine does its work.
 *
 * @param problems
 *          what is wrong, for the operator; nothing when all is well
 */
public record EngineHealth(List<String> problems) {

  /** Copies the list. */
  public EngineHealth {
    problems = List.copyOf(problems);
  }

  /**
   * Whether all is well.
   *
   * @return true when there is no problem
   */
  public boolean isWorking() {
    return problems.isEmpty();
  }
}
