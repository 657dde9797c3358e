package dev.postroom.smtp;

import dev.postroom.smtp.Broken.SessionEnd;
import java.net.InetAddress;

/** How much one client may still ask and do wrong before it is sent away. */
final class Patience {
  private final SmtpLimits limits;
  private final RefusedRecipients refused;
  private final InetAddress client;
  private int commands;
  private int errors;
  private int refusedRecipients;

  Patience(SmtpLimits limits, RefusedRecipients refused, InetAddress client) {
    this.limits = limits;
    this.refused = refused;
    this.client = client;
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

  /** Is asked before a recipient is looked at: the answer must not depend on whether there is such a mailbox. */
  void recipient() throws SessionEnd {
    if (refused.isTooMany(client)) {
      throw new SessionEnd(Replies.TOO_MANY_REFUSED);
    }
  }

  void refusedRecipient() throws SessionEnd {
    refused.add(client);
    if (++refusedRecipients > limits.maxRefusedRecipients()) {
      throw new SessionEnd(Replies.TOO_MANY_REFUSED);
    }
  }
}
