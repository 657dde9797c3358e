package dev.postroom.core.dkim;

import dev.postroom.error.InvalidInputException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names one key among those of a domain (RFC 6376, section 3.1); one DNS label in lower case, though the RFC allows more. */
public record Selector(String value) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Lowers and checks the name.
   *
   * @throws InvalidInputException
   *           when it is no label of a host name
   */
  public Selector {
    value = value.toLowerCase(Locale.ROOT);
    if (!LABEL.matcher(value).matches()) {
      throw new InvalidInputException("selector: malformed (expected: a label of a host name, at most 63 characters)");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
