package dev.postroom.smtp;

import dev.postroom.address.EmailAddress;
import dev.postroom.error.InvalidInputException;
import java.util.List;

/** The argument of MAIL and RCPT (RFC 5321, section 4.1.2): a path, here without brackets and source route, and parameters. */
record PathArgument(String path, List<Parameter> parameters) {

  /** Reads an argument that begins with {@code FROM:} or {@code TO:}; spaces after the colon are let pass, as many clients send them. */
  static PathArgument parse(String keyword, String argument) throws Refusal {
    if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
      throw new Refusal(Replies.SYNTAX);
    }
    String rest = argument.substring(keyword.length()).stripLeading();
    int end = closingBracket(rest);
    String after = rest.substring(end + 1);
    if (!after.isEmpty() && after.charAt(0) != ' ') {
      throw new Refusal(Replies.SYNTAX);
    }
    return new PathArgument(withoutSourceRoute(rest.substring(1, end)), Parameter.parse(after));
  }

  private static int closingBracket(String text) throws Refusal {
    if (text.startsWith("<")) {
      boolean quoted = false;
      for (int i = 1; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '\\' && quoted) {
          i++;
        } else if (c == '"') {
          quoted = !quoted;
        } else if (c == '>' && !quoted) {
          return i;
        }
      }
    }
    throw new Refusal(Replies.SYNTAX);
  }

  /** Source routes are accepted and ignored (RFC 5321, appendix C). */
  private static String withoutSourceRoute(String path) throws Refusal {
    if (!path.startsWith("@")) {
      return path;
    }
    int colon = path.indexOf(':');
    if (colon < 0) {
      throw new Refusal(Replies.SYNTAX);
    }
    return path.substring(colon + 1);
  }

  boolean isAscii() {
    return path.chars().allMatch(c -> c < 128);
  }

  EmailAddress address(Reply refusal) throws Refusal {
    try {
      return EmailAddress.parse(path);
    } catch (InvalidInputException malformed) {
      throw new Refusal(refusal);
    }
  }
}
