package dev.postroom.core.tenant;

import dev.postroom.error.InvalidInputException;

/** The rules for the names of places: a tenant and a workspace have one, a mailbox may have one. */
final class PlaceNames {
  private static final int LONGEST = 200;

  private PlaceNames() {}

  static void check(String name) {
    if (name.isBlank()) {
      throw new InvalidInputException("name: blank (expected: 1.." + LONGEST + " characters)");
    }
    checkOptional(name);
  }

  static void checkOptional(String name) {
    if (name.length() > LONGEST) {
      throw new InvalidInputException("name length: " + name.length() + " (expected: at most " + LONGEST + ")");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidInputException("name: control character");
    }
  }
}
