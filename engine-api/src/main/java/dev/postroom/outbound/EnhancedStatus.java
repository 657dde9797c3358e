package dev.postroom.outbound;

import dev.postroom.error.InvalidInputException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An enhanced mail system status code (RFC 3463): what became of a message, in replies of SMTP (RFC 2034) and in delivery reports
 * (RFC 3464). Which codes there are is kept in a registry that grows (RFC 5248), so any number is taken.
 *
 * @param statusClass
 *          2 for success, 4 for a failure that may pass, 5 for one that stays
 * @param subject
 *          what it is about: 1 the address, 2 the mailbox, 3 the mail system, 4 the network, 5 the protocol, 6 the content, 7
 *          security or policy, 0 none of these
 * @param detail
 *          what about it; 0 when no more is said
 */
public record EnhancedStatus(int statusClass, int subject, int detail) {
  private static final int MOST = 999;
  private static final Pattern WHOLE = Pattern.compile("([245])\\.([0-9]{1,3})\\.([0-9]{1,3})");
  private static final Pattern LEADING = Pattern.compile(WHOLE.pattern() + "(?![0-9.])");

  /**
   * Checks the numbers.
   *
   * @throws InvalidInputException
   *           when one of them is out of range
   */
  public EnhancedStatus {
    if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
      throw new InvalidInputException("class of status: " + statusClass + " (expected: 2, 4 or 5)");
    }
    checkNumber("subject of status", subject);
    checkNumber("detail of status", detail);
  }

  private static void checkNumber(String name, int number) {
    if (number < 0 || number > MOST) {
      throw new InvalidInputException(name + ": " + number + " (expected: 0.." + MOST + ')');
    }
  }

  /**
   * Reads the text that {@link #toString()} wrote.
   *
   * @param text
   *          the code and nothing else, for example {@code 5.1.1}
   * @return the code
   * @throws InvalidInputException
   *           when the text is not of this form
   */
  public static EnhancedStatus parse(String text) {
    Matcher code = WHOLE.matcher(text);
    if (!code.matches()) {
      throw new InvalidInputException("status: malformed (expected: a code such as 5.1.1)");
    }
    return of(code);
  }

  /**
   * Finds the code that a text begins with, as the text of a reply does, or the status field of a report that has a comment.
   *
   * @param text
   *          for example {@code 5.1.1 User unknown}
   * @return the code, or nothing when the text begins with something else
   */
  public static Optional<EnhancedStatus> find(String text) {
    Matcher code = LEADING.matcher(text);
    return code.lookingAt() ? Optional.of(of(code)) : Optional.empty();
  }

  private static EnhancedStatus of(Matcher code) {
    return new EnhancedStatus(Integer.parseInt(code.group(1)), Integer.parseInt(code.group(2)),
        Integer.parseInt(code.group(3)));
  }

  /**
   * Whether the failure may pass.
   *
   * @return true for the class 4
   */
  public boolean isTransient() {
    return statusClass == 4;
  }

  /**
   * Whether the failure stays.
   *
   * @return true for the class 5
   */
  public boolean isPermanent() {
    return statusClass == 5;
  }

  /** The code as it stands in replies and reports, for example {@code 5.1.1}. */
  @Override
  public String toString() {
    return statusClass + "." + subject + '.' + detail;
  }
}
