package dev.postroom.core.mime;

import java.io.IOException;

/** The message costs more than it may. */
final class WorkExceeded extends IOException {
  private static final long serialVersionUID = 1L;

  WorkExceeded() {
    super("message: too costly to parse");
  }
}
