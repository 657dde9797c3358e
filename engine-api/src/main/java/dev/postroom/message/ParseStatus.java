package dev.postroom.message;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How much of a message was understood. A message that was not understood in full is stored and listed all the same, and its
 * octets can be read as they were received.
 *
 * @param problems
 *          what was met; none when all was understood
 */
public record ParseStatus(Set<ParseProblem> problems) {
  /** All was understood. */
  public static final ParseStatus COMPLETE = new ParseStatus(Set.of());

  /** Copies the set. */
  public ParseStatus {
    problems = problems.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(problems));
  }

  /**
   * Whether all was understood.
   *
   * @return true when there was no problem
   */
  public boolean isComplete() {
    return problems.isEmpty();
  }
}
