package dev.postroom.smtp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The engine failed with an exception. It is logged by its type and place alone: a foreign message could hold an address. */
final class ReceiverFailure {
  private static final Logger LOG = System.getLogger(ReceiverFailure.class.getName());

  private ReceiverFailure() {}

  static Reply reply(String step, Exception failure) {
    log(step, failure);
    return Replies.LOCAL_ERROR;
  }

  static void log(String step, Throwable failure) {
    Throwable bare = new Throwable(failure.getClass().getName());
    bare.setStackTrace(failure.getStackTrace());
    LOG.log(Level.WARNING, "The receiver failed: " + step, bare);
  }
}
