package dev.postroom.smtp;

/** One command line, taken apart at the first space. */
record Command(Verb verb, String argument) {

  static Command parse(String line) {
    int space = line.indexOf(' ');
    return space < 0
        ? new Command(Verb.of(line), "")
        : new Command(Verb.of(line.substring(0, space)), line.substring(space + 1).strip());
  }

  void requireNoArgument() throws Refusal {
    if (!argument.isEmpty()) {
      throw new Refusal(Replies.NO_PARAMETERS);
    }
  }
}
