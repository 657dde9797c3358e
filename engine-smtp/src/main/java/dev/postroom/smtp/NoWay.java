package dev.postroom.smtp;

import java.io.Serial;

/** There is no connection to a server. Part of the ordinary course: it carries no stack. */
final class NoWay extends Exception {
  @Serial
  private static final long serialVersionUID = 1L;

  private final Setback setback;

  NoWay(Setback setback) {
    super(setback.name());
    this.setback = setback;
  }

  Setback setback() {
    return setback;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
