package dev.postroom.core.compose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the engine allots to a message. Its text form does not show the identifier.
 *
 * @param messageId
 *          its Message-ID, without angle brackets
 * @param date
 *          when it was sent; written to the second, in UTC
 */
public record Stamp(String messageId, Instant date) {
  private static final Pattern ID = Pattern.compile("[!-;=?A-~]{1,150}@[!-;=?A-~]{1,300}");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  /** Checks the identifier. */
  public Stamp {
    if (!ID.matcher(messageId).matches()) {
      throw new IllegalArgumentException("messageId: malformed (expected: left@right of at most 451 ASCII characters)");
    }
  }

  /** The date by RFC 5322, section 3.3. */
  String dateText() {
    return written(date);
  }

  static String written(Instant date) {
    return DATE.format(date.atOffset(ZoneOffset.UTC));
  }

  @Override
  public String toString() {
    return "Stamp[" + date + ']';
  }
}
