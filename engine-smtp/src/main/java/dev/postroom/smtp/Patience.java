package dev.postroom.smtp;

import dev.postroom.smtp.Broken.SessionEnd;

/** How much one client may still ask and do wrong before it is sent away. */
final class Patience {
  private final SmtpLimits limits;
  private int commands;
  private int errors;
  private int refusedRecipients;

  Patience(SmtpLimits limits) {
    this.limits = limits;
  }

  void command() throws SessionEnd {
    if (++commands > limits.maxCommands()) {
      throw new SessionEnd(Replies.TOO_MANY_COMMANDS);
    }
  }

  void error() throws SessionEnd {
    if (++errors > limits.maxErrors()) {
      throw new SessionEnd(Replies.TOO_MANY_ERRORS);
    }
  }

  void refusedRecipient() throws SessionEnd {
    if (++refusedRecipients > limits.maxRefusedRecipients()) {
      throw new SessionEnd(Replies.TOO_MANY_REFUSED);
    }
  }
}
