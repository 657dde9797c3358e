package dev.postroom.smtp;

import java.io.Serial;

/** A command is not done, and this is the answer. The session goes on. */
final class Refusal extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  Refusal(Reply reply) {
    super("refused", null, false, false);
    this.reply = reply;
  }

  Reply reply() {
    return reply;
  }
}
