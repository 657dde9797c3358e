package dev.postroom.store.h2.redo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that has changed rows, and would change the same ones again on what the rows were before.
 *
 * @param statement
 *          its text
 * @param bound
 *          what was bound, in the order of its places
 * @param rows
 *          how many rows it has changed
 */
public record Change(String statement, List<@Nullable Object> bound, int rows) {
  private static final int OF_EACH = 10;

  /** About how many octets it has. */
  int octets() {
    int octets = OF_EACH * (1 + bound.size());
    for (Object value : bound) {
      octets += switch (value) {
        case byte[] known -> known.length;
        case String known -> known.length();
        case null, default -> 0;
      };
    }
    return octets;
  }

  /** Says nothing of what it binds. */
  @Override
  public String toString() {
    return "Change[" + rows + " rows]";
  }
}
