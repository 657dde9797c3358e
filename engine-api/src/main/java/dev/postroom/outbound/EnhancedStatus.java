package dev.postroom.outbound;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463), for example {@code 5.1.1}.
 *
 * @param category
 *          2 success, 4 persistent transient failure, 5 permanent failure
 * @param subject
 *          0 to 999; 1 is about addresses, 2 about mailboxes, 7 about policy
 * @param detail
 *          0 to 999
 */
public record EnhancedStatus(int category, int subject, int detail) {
  private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

  /**
   * Reads a code.
   *
   * @param text
   *          the code and nothing else
   * @return the code; empty when the text is none
   */
  public static Optional<EnhancedStatus> read(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(new EnhancedStatus(number(matcher, 1), number(matcher, 2), number(matcher, 3)))
        : Optional.empty();
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }

  /** The code as it is written. */
  @Override
  public String toString() {
    return category + "." + subject + '.' + detail;
  }
}
