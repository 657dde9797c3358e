package dev.postroom.smtp;

import java.util.regex.Pattern;

/** How the client introduced itself: by EHLO or HELO, and with what name. The name proves nothing. */
record Greeting(Verb verb, String name) {
  private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E]{1,255}");

  static Greeting of(Command command) throws Refusal {
    if (!NAME.matcher(command.argument()).matches()) {
      throw new Refusal(command.argument().isEmpty() ? Replies.SYNTAX : Replies.BAD_PARAMETER);
    }
    return new Greeting(command.verb(), command.argument());
  }

  boolean isExtended() {
    return verb == Verb.EHLO;
  }
}
