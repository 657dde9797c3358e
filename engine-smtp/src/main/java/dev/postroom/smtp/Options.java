package dev.postroom.smtp;

import dev.postroom.error.InvalidInputException;
import java.time.Duration;

/** Checks of option values, with one wording for all of them. */
final class Options {
  private Options() {}

  static int inRange(String name, int value, int least, int most) {
    return (int) inRange(name, (long) value, least, most);
  }

  static long inRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidInputException(name + ": " + value + " (expected: " + least + ".." + most + ")");
    }
    return value;
  }

  static Duration inRange(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new InvalidInputException(name + ": " + value + " (expected: " + least + ".." + most + ")");
    }
    return value;
  }
}
