package dev.postroom.smtp;

import dev.postroom.inbound.ContentRefusedException;
import dev.postroom.inbound.RejectReason;
import java.io.Serial;

/**
 * The content breaks a rule; it has to be read to its end, and then this is the answer. Part of the ordinary course: it carries no
 * stack.
 */
final class ContentRefused extends ContentRefusedException {
  @Serial
  private static final long serialVersionUID = 1L;

  private final transient Reply reply;

  private ContentRefused(RejectReason reason, Reply reply) {
    super(reason);
    this.reply = reply;
  }

  static ContentRefused tooLarge() {
    return new ContentRefused(RejectReason.TOO_LARGE, Replies.TOO_LARGE);
  }

  static ContentRefused malformed(Reply reply) {
    return new ContentRefused(RejectReason.MALFORMED, reply);
  }

  Reply reply() {
    return reply;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
