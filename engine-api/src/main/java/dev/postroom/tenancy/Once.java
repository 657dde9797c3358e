package dev.postroom.tenancy;

import dev.postroom.error.InvalidInputException;

/** An option that is said twice is a mistake, and is told as one. */
final class Once {
  private Once() {}

  static void check(String option, boolean saidBefore) {
    if (saidBefore) {
      throw new InvalidInputException(option + ": said twice (expected: once)");
    }
  }
}
