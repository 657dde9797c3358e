package dev.postroom.tenancy;

import dev.postroom.error.InvalidInputException;

/** The rule for names that people give: short, and without control characters. */
final class Names {
  private Names() {}

  static void check(String what, String name, int longest) {
    if (name.length() > longest) {
      throw new InvalidInputException(what + " length: " + name.length() + " (expected: 0.." + longest + ")");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException(what + ": control character");
    }
  }
}
