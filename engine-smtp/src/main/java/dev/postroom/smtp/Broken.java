package dev.postroom.smtp;

import java.io.IOException;
import java.io.Serial;

/** Why the content of a message, or a whole session, cannot go on. Part of the ordinary course: it carries no stack. */
abstract sealed class Broken extends IOException {
  @Serial
  private static final long serialVersionUID = 1L;

  private Broken(String message) {
    super(message);
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }

  /** The client gave its message up and sent another command. */
  static final class ContentAbandoned extends Broken {
    @Serial
    private static final long serialVersionUID = 1L;

    ContentAbandoned() {
      super("content abandoned");
    }
  }

  /** The session ends; this is the last answer. */
  static final class SessionEnd extends Broken {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Reply farewell;

    SessionEnd(Reply farewell) {
      super("session ended");
      this.farewell = farewell;
    }

    Reply farewell() {
      return farewell;
    }
  }

  /** The connection is gone, or is not ours to write on any more. */
  static final class ConnectionLost extends Broken {
    @Serial
    private static final long serialVersionUID = 1L;

    ConnectionLost() {
      super("connection lost");
    }
  }
}
