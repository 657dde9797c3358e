package dev.postroom.outbound;

import dev.postroom.error.InvalidInputException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header field of the host's own, for example {@code X-Ticket: 4711}. Its text form shows the name alone.
 *
 * @param name
 *          the name (RFC 5322, section 3.6.8), 1 to 76 characters
 * @param value
 *          the value, at most 2,000 characters in any script; encoded and folded where it must be
 */
public record HeaderField(String name, String value) {
  private static final int MAX_VALUE = 2000;
  private static final Pattern NAME = Pattern.compile("[!-9;-~]{1,76}");
  /** What is said by other options, allotted by the engine, or written by those who carry the message. */
  private static final Set<String> OWN = Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date",
      "message-id", "in-reply-to", "references", "mime-version", "return-path", "received", "dkim-signature",
      "auto-submitted", "list-unsubscribe", "list-unsubscribe-post", "authentication-results", "delivered-to");
  private static final Set<String> OWN_PREFIXES = Set.of("content-", "resent-", "arc-");

  /**
   * Checks name and value.
   *
   * @throws InvalidInputException
   *           when the name is malformed or one that the engine writes itself, or the value is too long or holds control characters,
   *           CR and LF among them
   */
  public HeaderField {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInputException("header name: malformed (expected: 1..76 printable ASCII characters, no colon)");
    }
    if (isOwn(name.toLowerCase(Locale.ROOT))) {
      throw new InvalidInputException("header name: written by the engine (expected: a field of the host's own)");
    }
    if (value.length() > MAX_VALUE) {
      throw new InvalidInputException("header value length: " + value.length() + " (expected: 0.." + MAX_VALUE + ")");
    }
    refuseControls("header value", value);
  }

  private static boolean isOwn(String name) {
    return OWN.contains(name) || OWN_PREFIXES.stream().anyMatch(name::startsWith);
  }

  static void refuseControls(String what, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c) && c != '\t' || c == '\u2028' || c == '\u2029') {
        throw new InvalidInputException(what + ": holds a control character (expected: text in one line)");
      }
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c) || i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new InvalidInputException(what + ": holds half of a surrogate pair (expected: text in one line)");
        }
        i++;
      }
    }
  }

  @Override
  public String toString() {
    return "HeaderField[" + name + ']';
  }
}
