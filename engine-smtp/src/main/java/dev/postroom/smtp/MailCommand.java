package dev.postroom.smtp;

import dev.postroom.inbound.ReversePath;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The MAIL command: the sender, which form of transaction it opens, and how large the message is said to be. */
record MailCommand(ReversePath sender, Encoding encoding, OptionalLong size) {
  private static final Pattern SIZE = Pattern.compile("\\d{1,20}");

  /** What the envelope's addresses may consist of. */
  enum Encoding {
    ASCII, UTF8
  }

  static MailCommand parse(String argument, Greeting greeting, long maxSize) throws Refusal {
    PathArgument from = PathArgument.parse("FROM:", argument);
    if (!greeting.isExtended() && !from.parameters().isEmpty()) {
      throw new Refusal(Replies.UNKNOWN_PARAMETER);
    }
    Encoding encoding = Encoding.ASCII;
    OptionalLong size = OptionalLong.empty();
    for (Parameter parameter : from.parameters()) {
      switch (parameter.keyword()) {
        case "SIZE" -> size = OptionalLong.of(size(parameter.value(), maxSize));
        case "BODY" -> checkBody(parameter.value());
        case "SMTPUTF8" -> {
          checkNothing(parameter.value());
          encoding = Encoding.UTF8;
        }
        default -> throw new Refusal(Replies.UNKNOWN_PARAMETER);
      }
    }
    if (encoding == Encoding.ASCII && !from.isAscii()) {
      throw new Refusal(Replies.NEEDS_SMTPUTF8);
    }
    return new MailCommand(
        from.path().isEmpty() ? ReversePath.ofNull() : ReversePath.of(from.address(Replies.BAD_SENDER)), encoding,
        size);
  }

  private static void checkNothing(Optional<String> value) throws Refusal {
    if (value.isPresent()) {
      throw new Refusal(Replies.BAD_PARAMETER);
    }
  }

  /** RFC 1870, section 6: up to twenty digits, more than fit into a long. */
  private static long size(Optional<String> value, long maxSize) throws Refusal {
    String digits =
        value.filter(text -> SIZE.matcher(text).matches()).orElseThrow(() -> new Refusal(Replies.BAD_PARAMETER));
    String significant = digits.replaceFirst("^0+", "");
    if (significant.length() > 18 || Long.parseLong('0' + significant) > maxSize) {
      throw new Refusal(Replies.TOO_LARGE);
    }
    return Long.parseLong('0' + significant);
  }

  /** RFC 6152. BINARYMIME (RFC 3030) is not offered: a message with bare CR or LF could be passed on to nobody. */
  private static void checkBody(Optional<String> value) throws Refusal {
    switch (value.orElse("").toUpperCase(Locale.ROOT)) {
      case "7BIT", "8BITMIME" -> {
        // Both are stored as they come.
      }
      case "" -> throw new Refusal(Replies.BAD_PARAMETER);
      default -> throw new Refusal(Replies.UNKNOWN_PARAMETER);
    }
  }
}
