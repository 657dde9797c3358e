package dev.postroom.smtp;

import dev.postroom.error.InvalidInputException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The options that were given, each once. */
record Given(Map<String, Object> options) {
  private static final Given NOTHING = new Given(Map.of());

  static Given nothing() {
    return NOTHING;
  }

  Given with(String name, Object value) {
    Map<String, Object> more = new HashMap<>(options);
    if (more.put(name, value) != null) {
      throw new InvalidInputException(name + ": said twice (expected: once)");
    }
    return new Given(Map.copyOf(more));
  }

  <T> Optional<T> option(String name, Class<T> type) {
    return Optional.ofNullable(options.get(name)).map(type::cast);
  }
}
